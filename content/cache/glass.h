#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/enum_names.h"
#include "content/base/json.h"
#include "content/base/json_fields.h"
#include "content/base/result.h"
#include "content/base/time.h"

/// What is on the glass of a screen: written by its display whenever that changes, read by its agent, who tells the
/// hub. Nothing in it is about people.
namespace content {

enum class PanelPower { unknown, on, off };

/// Whether emergencies on this glass show the way out.
enum class ExitState {
    unknown,      ///< of a display that does not say
    none,         ///< nobody has said where it is
    local,        ///< as the screen's own file says
    confirmed,    ///< as a hub says, and somebody at the panel has confirmed it
    unconfirmed,  ///< a hub says where it is, and nobody has looked
    denied,       ///< somebody at the panel says that what a hub says is wrong
};
inline constexpr Names<ExitState, 6> exit_names = {{{ExitState::unknown, "unknown"},
                                                    {ExitState::none, "none"},
                                                    {ExitState::local, "local"},
                                                    {ExitState::confirmed, "confirmed"},
                                                    {ExitState::unconfirmed, "unconfirmed"},
                                                    {ExitState::denied, "denied"}}};

struct Glass {
    std::int64_t release = 0;  ///< 0: a pack, or nothing at all
    std::string scene;         ///< as the display's programs name it: "notice:opening-moved", "clock"
    std::string language;      ///< its code: "en"
    Instant since{};           ///< when this picture was there first, by the screen's clock
    std::string frame;         ///< SHA-256 of the composed pixels; empty: the picture moves
    /// SHA-256 of the settings that pictures are made with, beside the content: two screens with the same one show the
    /// same. Empty: not told.
    std::string look{};
    int width = 0;  ///< pixels of the composed picture, as people see it
    int height = 0;
    bool has_visit = false;  ///< somebody uses the screen: the scene is not told then
    PanelPower panel = PanelPower::unknown;
    ExitState exit = ExitState::unknown;
    std::optional<Instant> exit_at{};  ///< when somebody at the panel confirmed or denied it, where a clock is known

    bool operator==(const Glass&) const = default;
};

/// As a member of other JSON.
[[nodiscard]] JsonValue to_json(const Glass& glass);
[[nodiscard]] Glass read_glass(JsonFields& fields);

/// "glass.json" in the folder that the display has as --state.
[[nodiscard]] std::filesystem::path glass_file(const std::filesystem::path& folder);
/// Whole for everybody who reads it, and nothing waits for the disk. Code::io, not_found.
[[nodiscard]] Status save_glass(const std::filesystem::path& folder, const Glass& glass);
/// Code::not_found while no display has written; bad_input, too_large, io.
[[nodiscard]] Result<Glass> load_glass(const std::filesystem::path& folder);

}  // namespace content
