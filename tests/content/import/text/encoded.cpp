#include "tests/content/import/text/encoded.h"

#include <doctest/doctest.h>
#include <iconv.h>

#include <fstream>
#include <iterator>

namespace import_tests {

std::string encoded(std::string_view text, const char* encoding) {
    iconv_t converter = iconv_open(encoding, "UTF-8");
    std::string input(text);
    std::string output(text.size() * 4 + 16, '\0');
    char* from = input.data();
    char* to = output.data();
    std::size_t left = input.size();
    std::size_t room = output.size();
    REQUIRE(iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1));
    iconv_close(converter);
    output.resize(output.size() - room);
    return output;
}

std::string shared_file(const std::string& path) {
    std::ifstream stream(std::string(ROTUNDA_SOURCE_DIR) + "/../shared/" + path, std::ios::binary);
    if (!stream) MESSAGE("left out, for it is not here: ../shared/" << path);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace import_tests
