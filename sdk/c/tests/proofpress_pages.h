// No pages here.
