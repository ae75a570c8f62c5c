-- Makes the globals read-only, and what the server does not offer unknown.
local plain = ...
local globals = _G
local error, setmetatable, type, pairs, tostring = error, setmetatable, type, pairs, tostring
local protected, compile = pcall, loadstring

for _, name in pairs({ "dofile", "loadfile", "newproxy", "print", "setfenv", "getfenv",
    "require", "module", "package", "os", "io", "debug" }) do
    _G[name] = nil
end

local function refuse()
    error("Attempt to modify a readonly table", 2)
end

local function finish(fine, ...)
    if fine then
        return fine, ...
    end
    return false, plain((...))
end

function pcall(...)
    return finish(protected(...))
end

-- Only source text: what was compiled could hold anything.
function loadstring(text, name)
    if type(text) == "string" and text:sub(1, 1) == "\27" then
        return nil, "attempt to load chunk with wrong mode"
    end
    return compile(text, name or "@user_script")
end
load = nil

for name, value in pairs(_G) do
    if type(value) == "table" and name ~= "_G" and name ~= "KEYS" and name ~= "ARGV" then
        _G[name] = setmetatable({}, { __index = value, __newindex = refuse, __metatable = false })
    end
end

local known = { _G = globals }
for name, value in pairs(globals) do
    known[name] = value
end
setmetatable(known, { __index = function(_, name)
    error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2)
end })
for name in pairs(known) do
    globals[name] = nil
end
setmetatable(globals, { __index = known, __newindex = refuse, __metatable = false })
