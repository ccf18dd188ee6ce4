#pragma once

#include <map>
#include <string>
#include <vector>

#include "content/base/finding.h"
#include "content/items/items.h"

/// What sources gave when they were imported last, as a pack keeps it in .import/.
namespace content::importing {

/// What is known of one source.
struct SourceState {
    Pack last = {};             ///< what it gave last time; empty for a new source
    Pack others = {};           ///< what all other sources of the pack gave
    std::string file = {};      ///< where what it gives now is kept
    std::string old_file = {};  ///< where it was kept until now, if elsewhere
    std::string tag = {};       ///< part of identities that only this source has
};

class StateFolder {
public:
    /// `pack` is the folder of the pack; empty, or not there yet: nothing is known.
    explicit StateFolder(const std::string& pack);

    /// What the source of exactly that path or address gave last time.
    [[nodiscard]] Pack exact(const std::string& source) const;
    /// The same, or what a file of the same name in another folder gave where `next` shows that it is the same source.
    [[nodiscard]] SourceState find(const std::string& source, const Pack& next, std::vector<Finding>& findings) const;

private:
    std::map<std::string, Pack> states_;  ///< by path in the pack
    std::vector<Finding> findings_;       ///< states that cannot be read
};

}  // namespace content::importing
