#include "tests/layers/word_rules.h"

#include <algorithm>
#include <array>

namespace layers {
namespace {

bool reads_clock(std::string_view code) {
    static constexpr std::array clocks = {"system_clock::now", "gettimeofday", "CLOCK_REALTIME",
                                          "time(nullptr)",     "time(NULL)",   "utc_clock::now"};
    return std::ranges::any_of(clocks, [&](std::string_view clock) { return code.find(clock) != code.npos; });
}

bool is_unfinished(std::string_view line, std::string_view mark) {
    const auto at = line.find(mark);
    return at != line.npos && (at == 0 || line[at - 1] != 'V');  // VTODO is a part of calendars
}

void check_line(const File& file, int number, std::string_view line, std::vector<Violation>& found) {
    const auto code = line.substr(0, line.find("//"));
    if (file.is_header() && code.starts_with("using namespace ")) {
        found.push_back({file.path, number, "using namespace in a header"});
    }
    if (reads_clock(code) && !file.is_main()) {
        found.push_back({file.path, number, "the wall clock is read in *_main.cpp only; take `now` as an argument"});
    }
    for (const std::string_view mark : {"TODO", "FIXME"}) {
        if (!is_unfinished(line, mark)) continue;
        found.push_back({file.path, number, std::string(mark) + ": finish it, or write it down where work is planned"});
    }
}

}  // namespace

std::vector<Violation> check_words(const SourceTree& tree) {
    std::vector<Violation> found;
    for (const File& file : tree.sources) {
        if (file.path.starts_with("tests/layers/")) continue;
        for (std::size_t index = 0; index < file.lines.size(); ++index)
            check_line(file, static_cast<int>(index) + 1, file.lines[index], found);
    }
    return found;
}

}  // namespace layers
