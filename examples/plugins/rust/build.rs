//! Lists the rules and pairs each with its page.

fn main() {
    proofpress_plugin_build::rules("Http");
}
