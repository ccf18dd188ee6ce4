#include "tests/layers/arrows.h"

#include <algorithm>
#include <map>

namespace layers {
namespace {

constexpr std::string_view whole_library = "/*";

/// A library's row may say "content/*": every folder of content, those inside of folders too.
bool covers(std::string_view entry, std::string_view folder) {
    if (!entry.ends_with(whole_library)) return entry == folder;
    return folder.starts_with(entry.substr(0, entry.size() - 1));
}

bool is_allowed(const std::set<std::string>& allowed, std::string_view folder) {
    return std::ranges::any_of(allowed, [&](const std::string& entry) { return covers(entry, folder); });
}

/// As the page writes the right side of a row.
std::string written(const Arrow& arrow) {
    if (arrow.to.empty()) return "nothing of ours";
    const std::string library(library_of(arrow.from));
    std::string all;
    for (std::string_view folder : arrow.to) {
        const bool is_shortened = library_of(folder) == library && folder != library + std::string(whole_library);
        if (is_shortened) folder.remove_prefix(library.size() + 1);
        all += (all.empty() ? "" : ", ") + std::string(folder);
    }
    return all;
}

/// The cells of "| one | two |", without the spaces around them; none when it is no row.
std::vector<std::string> cells(std::string_view line) {
    std::vector<std::string> found;
    if (!line.starts_with('|')) return found;
    line.remove_prefix(1);
    for (auto end = line.find('|'); end != std::string_view::npos; end = line.find('|')) {
        std::string_view cell = line.substr(0, end);
        while (cell.starts_with(' '))
            cell.remove_prefix(1);
        while (cell.ends_with(' '))
            cell.remove_suffix(1);
        found.emplace_back(cell);
        line.remove_prefix(end + 1);
    }
    return found;
}

/// "`content/tuf`" -> "content/tuf"; empty when the cell is no folder of a library.
std::string folder_of_cell(const std::string& cell) {
    if (cell.size() < 3 || !cell.starts_with('`') || !cell.ends_with('`')) return {};
    auto folder = cell.substr(1, cell.size() - 2);
    return is_product(library_of(folder)) ? folder : std::string();
}

}  // namespace

const Arrows& arrows() {
    static const Arrows table = {
        {"content/base", {}},
        {"content/clock", {"content/base"}},
        {"content/items", {"content/base"}},
        {"content/picture", {"content/base"}},
        {"content/tuf", {"content/base"}},
        {"content/pack", {"content/items"}},
        {"content/database", {}},
        {"content/cache", {"content/items", "content/database"}},
        {"content/screen", {"content/base"}},
        {"content/depot", {"content/tuf", "content/pack"}},
        {"content/history", {"content/base"}},
        {"content/import/text", {"content/items"}},
        {"content/import/common", {"content/import/text"}},
        {"content/import/format", {"content/import/common"}},
        {"content/import/web", {"content/import/common"}},
        {"content/import/{calendar,feed,newsletter,schedule,table}", {"content/pack", "content/import/format"}},
        {"content/import/photo", {"content/picture"}},
        {"content/import/write", {"content/pack", "content/import/common"}},
        {"content/import", {"content/import/*"}},
        {"content/edit", {"content/pack", "content/import/common"}},
        {"content/tool", {"content/*", "kiosk/check", "kiosk/preview", "kiosk/render"}},
        {"kiosk/text", {"content/base", "content/items"}},
        {"kiosk/frame", {"kiosk/text", "content/cache"}},
        {"kiosk/loop", {"kiosk/frame"}},
        {"kiosk/visit", {"kiosk/frame", "content/screen"}},
        {"kiosk/widgets", {"kiosk/loop"}},
        {"kiosk/items", {"kiosk/widgets"}},
        {"kiosk/scenes", {"kiosk/items", "kiosk/visit"}},
        {"kiosk/check", {"kiosk/scenes"}},
        {"kiosk/paint", {"kiosk/frame", "content/picture"}},
        {"kiosk/display", {"kiosk/paint", "content/screen"}},
        {"kiosk/preview", {"kiosk/check", "kiosk/paint"}},
        {"kiosk/visitor", {"kiosk/visit"}},
        {"kiosk/machine", {"kiosk/text", "content/clock"}},
        {"kiosk/events", {"kiosk/visit"}},
        {"kiosk/kms", {"kiosk/display", "kiosk/events", "kiosk/machine"}},
        {"kiosk/render", {"kiosk/scenes", "kiosk/display", "kiosk/machine"}},
        {"kiosk/app", {"kiosk/render", "kiosk/kms", "kiosk/visitor", "content/clock", "content/pack"}},
        {"sync/report", {"content/base", "content/tuf", "content/cache", "content/screen", "content/depot"}},
        {"sync/transport", {"content/base"}},
        {"sync/voice",
         {"sync/report", "sync/transport", "content/base", "content/cache", "content/screen", "content/depot"}},
        {"sync/agent",
         {"sync/transport", "sync/voice", "content/base", "content/clock", "content/tuf", "content/cache",
          "content/depot"}},
        {"sync/store", {"content/base", "content/database"}},
        {"sync/people", {"sync/store", "content/base"}},
        {"sync/listening", {"content/base"}},
        {"sync/programme", {"content/base", "content/edit", "content/items", "content/pack"}},
        {"sync/screens", {"content/base", "content/pack", "sync/report", "sync/store"}},
        {"sync/eye", {"sync/agent", "sync/child", "sync/transport", "sync/screens", "content/base"}},
        {"sync/alerts", {"content/base", "content/items", "content/pack", "sync/report", "sync/screens", "sync/store"}},
        {"sync/console", {"sync/alerts", "sync/people", "sync/publishing", "sync/screens", "content/base"}},
        {"sync/console/programme",
         {"sync/console", "sync/console/screens", "sync/programme", "sync/screens", "content/edit", "content/items"}},
        {"sync/console/stories", {"sync/console", "sync/desk", "content/base", "content/edit", "content/items"}},
        {"sync/console/screens", {"sync/console", "sync/screens", "sync/report", "content/base"}},
        {"sync/desk",
         {"sync/store", "content/base", "content/items", "content/pack", "content/edit", "content/history",
          "content/import/common", "content/import/newsletter", "content/import/write"}},
        {"sync/child", {"content/base"}},
        {"sync/publishing", {"content/base", "sync/child", "sync/screens", "sync/store"}},
        {"sync/hub",
         {"sync/alerts", "sync/desk", "sync/listening", "content/base", "content/pack", "content/depot",
          "content/history", "sync/store"}},
        {"sync/api",
         {"sync/alerts", "sync/console", "sync/hub", "content/base", "content/cache", "sync/report", "sync/store",
          "sync/screens", "sync/people", "sync/publishing"}},
        {"sync/staff",
         {"sync/alerts", "sync/child", "sync/desk", "sync/hub", "sync/console", "sync/console/programme",
          "sync/console/screens", "sync/people", "sync/programme", "sync/publishing", "sync/screens", "sync/store",
          "content/base", "content/items"}},
        {"sync/staff/stories",
         {"sync/staff", "sync/console/stories", "sync/desk", "sync/eye", "sync/hub", "sync/publishing", "sync/screens",
          "sync/store", "content/base", "content/edit", "content/pack"}},
        {"sync/staff/pictures",
         {"sync/staff", "sync/staff/stories", "sync/console/screens", "sync/console/stories", "sync/desk", "sync/eye",
          "sync/hub", "sync/screens", "content/base"}},
        {"sync/program",
         {"sync/alerts", "sync/api", "sync/desk", "sync/hub", "sync/staff", "sync/staff/stories", "sync/staff/pictures",
          "sync/listening", "sync/console", "content/base", "content/tuf", "sync/people", "sync/report", "sync/screens",
          "sync/store"}},
        {"sync/signer", {"sync/listening", "content/base", "content/tuf", "content/pack", "content/depot"}},
    };
    return table;
}

std::vector<std::string> expand(std::string_view folders) {
    const auto open = folders.find('{');
    const auto close = folders.find('}');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return {std::string(folders)};
    std::vector<std::string> all;
    std::string_view names = folders.substr(open + 1, close - open - 1);
    while (true) {
        const auto comma = names.find(',');
        all.push_back(std::string(folders.substr(0, open)) + std::string(names.substr(0, comma)) +
                      std::string(folders.substr(close + 1)));
        if (comma == std::string_view::npos) return all;
        names.remove_prefix(comma + 1);
    }
}

bool has_row(const Arrows& table, std::string_view folder) {
    return std::ranges::any_of(table, [&](const Arrow& arrow) {
        const auto folders = expand(arrow.from);
        return std::ranges::find(folders, folder) != folders.end();
    });
}

std::set<std::string> reachable(const Arrows& table, const std::string& folder) {
    std::set<std::string> found;
    std::vector<std::string> open = {folder};
    while (!open.empty()) {
        const auto from = open.back();
        open.pop_back();
        for (const Arrow& arrow : table) {
            const auto folders = expand(arrow.from);
            if (std::ranges::none_of(folders, [&](const auto& one) { return covers(from, one); })) continue;
            for (const std::string_view to : arrow.to) {
                const bool is_new = found.emplace(to).second;
                if (is_new && library_of(to) == library_of(folder)) open.emplace_back(to);
            }
        }
    }
    return found;
}

std::vector<Violation> check_arrows(const SourceTree& tree, const Arrows& table) {
    std::vector<Violation> found;
    std::map<std::string, std::set<std::string>, std::less<>> allowed;
    for (const File& file : tree.sources) {
        if (!is_product(file.library())) continue;
        const std::string folder(file.folder());
        if (!allowed.contains(folder)) {
            if (!has_row(table, folder)) {
                found.push_back(
                    {file.path, 1, folder + " is in no row of the table of folders: tests/layers/arrows.cpp"});
            }
            allowed[folder] = reachable(table, folder);
        }
        if (!has_row(table, folder)) continue;
        for (const Include& include : file.includes) {
            const auto target = folder_of(include.path);
            if (library_of(include.path) == "tests") {
                found.push_back({file.path, include.line, "a program may not include its tests"});
            } else if (is_product(library_of(include.path)) && target != folder &&
                       !is_allowed(allowed[folder], target)) {
                found.push_back({file.path, include.line, folder + " may not include " + std::string(target)});
            }
        }
    }
    return found;
}

std::vector<std::pair<std::string, std::string>> unused_arrows(const SourceTree& tree, const Arrows& table) {
    std::set<std::pair<std::string, std::string>> taken;
    for (const File& file : tree.sources) {
        for (const Include& include : file.includes)
            taken.emplace(file.folder(), folder_of(include.path));
    }
    std::vector<std::pair<std::string, std::string>> unused;
    for (const Arrow& arrow : table) {
        const auto folders = expand(arrow.from);
        for (const std::string_view to : arrow.to) {
            const bool is_taken = std::ranges::any_of(taken, [&](const auto& one) {
                return std::ranges::find(folders, one.first) != folders.end() && covers(to, one.second);
            });
            if (!is_taken) unused.emplace_back(arrow.from, to);
        }
    }
    return unused;
}

std::vector<Violation> check_page_of_arrows(const File& page, const Arrows& table) {
    std::vector<Violation> found;
    std::set<std::string> seen;
    for (std::size_t index = 0; index < page.lines.size(); ++index) {
        const int line = static_cast<int>(index) + 1;
        const auto row = cells(page.lines[index]);
        if (row.size() != 3) continue;
        const auto folder = folder_of_cell(row.front());
        if (folder.empty()) continue;
        seen.insert(folder);
        const auto arrow = std::ranges::find(table, folder, &Arrow::from);
        if (arrow == table.end()) {
            found.push_back({page.path, line, folder + " is in no row of tests/layers/arrows.cpp"});
        } else if (row.back() != written(*arrow)) {
            found.push_back({page.path, line,
                             folder + " may include \"" + row.back() + "\" here, and \"" + written(*arrow) +
                                 "\" in tests/layers/arrows.cpp"});
        }
    }
    for (const Arrow& arrow : table) {
        if (seen.contains(std::string(arrow.from))) continue;
        found.push_back(
            {page.path, 1, "no row for " + std::string(arrow.from) + ", which may include " + written(arrow)});
    }
    return found;
}

}  // namespace layers
