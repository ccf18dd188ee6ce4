#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/layers/layers.h"

/// A source tree of a test's own, removed at its end.
namespace layers {

class MadeTree {
public:
    MadeTree() : root_(std::filesystem::temp_directory_path() / ("rotunda-layers-" + std::to_string(getpid()))) {
        std::filesystem::remove_all(root_);
        std::filesystem::create_directories(root_);
    }
    ~MadeTree() { std::filesystem::remove_all(root_); }
    MadeTree(const MadeTree&) = delete;
    MadeTree& operator=(const MadeTree&) = delete;

    void write(const std::string& name, const std::string& text = "\n") const {
        std::filesystem::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name) << text;
    }
    [[nodiscard]] SourceTree read() const { return read_tree(root_); }

private:
    std::filesystem::path root_;
};

/// One a line, in the order of paths and lines; empty when there is none.
[[nodiscard]] inline std::string lines_of(std::vector<Violation> violations) {
    std::sort(violations.begin(), violations.end());
    std::string all;
    for (const auto& violation : violations)
        all += (all.empty() ? "" : "\n") + to_string(violation);
    return all;
}

}  // namespace layers
