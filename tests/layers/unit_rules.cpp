#include "tests/layers/unit_rules.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>

namespace layers {
namespace {

/// Whether a beginning of the name, up to an underscore, is a header of the same folder.
bool implements_interface(const SourceTree& tree, std::string_view unit) {
    const auto name_start = unit.rfind('/') + 1;
    for (auto end = unit.rfind('_'); end != std::string_view::npos && end > name_start;
         end = unit.rfind('_', end - 1)) {
        if (tree.files.contains(std::string(unit.substr(0, end)) + ".h")) return true;
    }
    return false;
}

bool is_scene(const File& file) {
    return file.folder() == "kiosk/scenes" &&
           (file.name().starts_with("scene_") || file.name().starts_with("overlay_"));
}

/// Units that a unit includes, each with the place of the first such line.
struct Place {
    std::string file;
    int line = 0;
};
using Graph = std::map<std::string, std::map<std::string, Place>>;

Graph graph_of(const SourceTree& tree) {
    Graph graph;
    for (const File& file : tree.sources) {
        if (!is_product(file.library())) continue;
        for (const Include& include : file.includes) {
            if (!tree.files.contains(include.path)) continue;
            const std::string from(file.unit());
            const std::string to(std::string_view(include.path).substr(0, include.path.rfind('.')));
            if (from != to) graph[from].try_emplace(to, Place{file.path, include.line});
        }
    }
    return graph;
}

/// The units of the shortest way along includes from `start` back to itself, `start` first and not repeated; none when
/// there is no such way.
std::vector<std::string> shortest_circle(const Graph& graph, const std::string& start) {
    std::map<std::string, std::string> reached_from;
    std::deque<std::string> open = {start};
    while (!open.empty()) {
        const auto unit = open.front();
        open.pop_front();
        const auto edges = graph.find(unit);
        if (edges == graph.end()) continue;
        for (const auto& [next, place] : edges->second) {
            if (next == start) {
                std::vector<std::string> circle = {unit};
                while (circle.back() != start)
                    circle.push_back(reached_from.at(circle.back()));
                std::ranges::reverse(circle);
                return circle;
            }
            if (reached_from.try_emplace(next, unit).second) open.push_back(next);
        }
    }
    return {};
}

}  // namespace

std::vector<Violation> check_headers(const SourceTree& tree) {
    std::vector<Violation> found;
    for (const File& file : tree.sources) {
        if (!is_product(file.library()) || file.is_header() || file.is_main() || is_scene(file)) continue;
        if (tree.files.contains(std::string(file.unit()) + ".h") || implements_interface(tree, file.unit())) continue;
        found.push_back({file.path, 1, "no header of its own name, nor of an interface it implements, is beside it"});
    }
    return found;
}

std::vector<Violation> check_cycles(const SourceTree& tree) {
    std::vector<Violation> found;
    Graph graph = graph_of(tree);
    std::vector<std::string> units;
    for (const auto& [unit, edges] : graph)
        units.push_back(unit);
    for (const auto& unit : units) {
        const auto circle = shortest_circle(graph, unit);
        if (circle.empty()) continue;
        const Place& place = graph[circle[0]][circle.size() > 1 ? circle[1] : circle[0]];
        std::string way;
        for (const auto& one : circle)
            way += one + " -> ";
        found.push_back({place.file, place.line, "includes go in a circle: " + way + unit});
        // What is left of the group shows once this circle is cut.
        for (const auto& one : circle)
            graph.erase(one);
    }
    return found;
}

std::vector<Violation> check_sizes(const SourceTree& tree) {
    std::vector<Violation> found;
    for (const File& file : tree.sources) {
        const int lines = static_cast<int>(file.lines.size());
        if (lines <= max_file_lines) continue;
        found.push_back(
            {file.path, lines, "a file of over " + std::to_string(max_file_lines) + " lines; split it by concern"});
    }
    std::map<std::string, int> counts;
    for (const auto& path : tree.files) {
        const auto library = library_of(path);
        if (!is_product(library) && library != "tests") continue;
        if (path.ends_with(".png") || path.find("/corpus/") != std::string::npos) continue;
        ++counts[std::string(folder_of(path))];
    }
    for (const auto& [folder, count] : counts) {
        if (count <= max_folder_files) continue;
        found.push_back({folder, 0,
                         std::to_string(count) + " files; a folder holds " + std::to_string(max_folder_files) +
                             " at the most: group them"});
    }
    return found;
}

}  // namespace layers
