#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "content/base/result.h"
#include "content/base/steady.h"
#include "kiosk/frame/browsing.h"
#include "kiosk/text/geometry.h"

/// What a scripted visitor does, read from a text: one command a line, '#' begins a comment line. Not here: doing it
/// (scripted_visitor.h).
namespace kiosk {

/// "tap open_story:asean-networks", "tap 50%,50%", "hold NAME 2s": a finger comes down and lifts again.
struct TapCommand {
    std::string target;  ///< empty: at the place
    Point place;         ///< share of the picture's width and height, 0 to 1
    content::Steady time{80};
};
/// "drag 60%,80% 60%,30% 300ms": down at the first place, evenly to the second, up.
struct DragCommand {
    Point from;
    Point to;
    content::Steady time{300};
};
/// "wait 400ms", "wait 65s"
struct WaitCommand {
    content::Steady time{0};
};
/// "key F1", "key Return": SDL's name of the key.
struct KeyCommand {
    std::string name;
};
/// "type asean": each letter from a keyboard.
struct TypeCommand {
    std::string text;
};
/// "shot picture.png"
struct ShotCommand {
    std::string path;
};
/// "pointer mouse", "pointer finger": what does the taps and drags from here on.
struct PointerCommand {
    bool is_mouse = false;
};
/// "random 7 2000": a visitor who does anything; with seed 7, for 2000 steps.
struct RandomCommand {
    unsigned seed = 0;
    int steps = 0;
};
enum class Expectation { scene, attract, language, overlay, target, no_target, paragraph, text_size };
/// "expect scene story:asean-networks", "expect attract" (nobody browses, nothing of a visit is left), "expect
/// language ar", "expect overlay accessibility", "expect target NAME", "expect no target NAME", "expect paragraph 4",
/// "expect text size 1.3".
struct ExpectCommand {
    Expectation what = Expectation::scene;
    std::string value;
};

struct Command {
    std::variant<TapCommand, DragCommand, WaitCommand, KeyCommand, TypeCommand, ShotCommand, PointerCommand,
                 RandomCommand, ExpectCommand>
        what;
    int line = 0;
    std::string text;  ///< as written, for messages
};

struct Script {
    std::string name;  ///< of the file, for messages
    std::vector<Command> commands;

    [[nodiscard]] std::string where(const Command& command) const;  ///< "visit.txt:12"
};

/// Code bad_input: names file and line, and says what was expected.
[[nodiscard]] content::Result<Script> read_script(std::string_view text, const std::string& name);
/// Reads "random:SEED" or "random:SEED:STEPS", which stand in place of a file's name.
[[nodiscard]] content::Result<Script> random_script(std::string_view word);
inline constexpr std::string_view random_prefix = "random:";

}  // namespace kiosk
