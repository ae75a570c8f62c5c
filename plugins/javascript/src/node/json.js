// What `JSON.parse` and `JSON.stringify` say is wrong, in the words of V8 11.

const { parse, stringify } = JSON;

function install() {
  const methods = {
    parse(text, reviver) {
      try {
        return parse(text, reviver);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        const said = internal("json_wording").complaint(String(text)) ?? error.message;
        const plain = String(text);
        const named = plain === "undefined" || plain === "[object Object]" ? `"${plain}" is not valid JSON` : said;
        throw new SyntaxError(named);
      }
    },
    stringify(value, replacer, space) {
      try {
        return stringify(value, replacer, space);
      } catch (error) {
        if (error instanceof TypeError && error.message === "circular reference") {
          throw new TypeError(internal("json_wording").circle(value, replacer) ?? error.message);
        }
        if (error instanceof TypeError && /bigint/i.test(error.message)) throw new TypeError("Do not know how to serialize a BigInt");
        throw error;
      }
    },
  };
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(JSON, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

Object.assign(exports, { install });
