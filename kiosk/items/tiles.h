#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/frame/composer.h"

/// The coloured tiles of the home scene: art, a name, a few quieter words, and sometimes a tag. Each is one touch
/// target.
namespace kiosk {

struct Tile {
    std::string title;
    std::string detail;           ///< may be empty
    std::string short_detail;     ///< instead, where the detail would be cut; may be empty
    bool detail_is_fact = false;  ///< a deadline: smaller rather than cut; the name gives way, then its hour
    std::string tag;              ///< "2 live now"; may be empty
    bool is_live = false;
    TopicLook look;
    std::uint32_t seed = 0;
    Action action = Action::open_stories;
    std::string id;
};

enum class TileSize { large, small };

/// Whether the tile's words fit `width` x `height` without art; the name in two lines at most.
[[nodiscard]] bool tile_fits(Composer& composer, const Tile& tile, TileSize size, float width, float height);
/// Draws each tile in its place, all with the same height of art, so that the names of a row stand on one line. Art is
/// left out when there is no room.
void draw_tiles(Composer& composer, std::vector<Tile> tiles, const std::vector<Rect>& places, TileSize size);

}  // namespace kiosk
