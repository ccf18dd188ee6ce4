#pragma once

#include <string>
#include <vector>

#include "tests/layers/source_tree.h"

/// The words that a file says to its readers: all of a page, of anything else its comments.
namespace layers {

struct Prose {
    std::string text;        ///< lines that follow one another end in '\n'; where code stands between, also in '\f'
    std::vector<int> lines;  ///< for each character of the text, its line in the file

    [[nodiscard]] int line_at(std::size_t position) const { return position < lines.size() ? lines[position] : 0; }
};

[[nodiscard]] Prose prose_of(const File& file);

}  // namespace layers
