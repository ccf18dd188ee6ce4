#pragma once

#include <set>
#include <string>
#include <vector>

#include "content/items/items.h"

/// Which item of a source is which item of a pack, where identities alone do not tell.
namespace content {

/// Gives events of `next` the identities that they had in `last`, the same source's last import. `made` are those of
/// `next` that are made of title and start: such an event that moved in time would be another one. It is the nearest of
/// its title that `next` does not have otherwise.
void keep_identities(const Pack& last, const std::set<std::string>& made, Pack& next);

/// An item whose identity another source, or people, gave to something else.
struct PartedItem {
    std::string item;  ///< "event/0@default", as the source has it
    std::string id;    ///< its identity in the pack
};

/// Gives items of `next` identities of their own, which end in `tag`, where `pack` has theirs for something else and
/// neither `last` nor people know better: calendars of some programs all begin with "0@default", and newsletters have a
/// story of the same name every month. An item that was parted last time is so again. Returns those that are new.
[[nodiscard]] std::vector<PartedItem> part_identities(const Pack& last, const Pack& pack, const std::string& tag,
                                                      Pack& next);

/// True when two imports are of one source: most items of the smaller have the identity or the title of one of the
/// other. Files of one name in two folders may be the same file, moved, or not.
[[nodiscard]] bool is_same_source(const Pack& last, const Pack& next);

}  // namespace content
