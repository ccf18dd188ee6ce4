#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/finding.h"
#include "content/items/items.h"

/// What sources gave when they were imported last, as a pack keeps it in .import/.
namespace content::importing {

inline constexpr std::string_view pictures_file = ".import/pictures.json";

/// What is known of one source.
struct SourceState {
    Pack last = {};             ///< what it gave last time; empty for a new source
    Pack others = {};           ///< what all other sources of the pack gave
    std::string file = {};      ///< where what it gives now is kept
    std::string old_file = {};  ///< where it was kept until now, if elsewhere
    std::string tag = {};       ///< part of identities that only this source has
};

/// What a source gives now, for the next time.
struct NewState {
    std::string file;
    std::string old_file;  ///< goes; may be empty
    Pack gave;
};

class StateFolder {
public:
    /// Of a pack that is not there yet: nothing is known.
    StateFolder() = default;
    /// `pack` is the folder of the pack. States that cannot be read become findings.
    StateFolder(const std::string& pack, std::vector<Finding>& findings);

    void keep(NewState state);

    /// What the source of exactly that path or address gave last time.
    [[nodiscard]] Pack exact(const std::string& source) const;
    /// The same, or what a file of the same name in another folder gave where `next` shows that it is the same source.
    [[nodiscard]] SourceState find(const std::string& source, const Pack& next, std::vector<Finding>& findings) const;

private:
    std::map<std::string, Pack> states_;  ///< by path in the pack
};

}  // namespace content::importing
