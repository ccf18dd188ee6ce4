// toml++'s parser as a part of the display's program, compiled as Debian compiles its library: without its asserts,
// which hostile text does not keep.
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
