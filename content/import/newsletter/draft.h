#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "content/import/common/import.h"
#include "content/import/newsletter/blocks.h"

namespace content::newsletter {

/// A heading with what follows it, before anybody knows whether it is a story or a call as well.
struct Draft {
    std::string id;
    std::string title;
    std::size_t line = 0;  ///< of the heading in the source, from 1
    std::string subtitle;  ///< a second heading before any text
    bool is_marked = false;
    int level = 0;  ///< of the heading, see Block::level
    std::vector<Block> body;
    std::vector<ImportPicture> pictures;
};

}  // namespace content::newsletter
