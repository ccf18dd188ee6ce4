#include "kiosk/app/options.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <charconv>

#include "content/base/limits.h"
#include "content/items/enum_names.h"
#include "kiosk/app/screen_profile.h"

namespace kiosk {
namespace {

std::optional<Size> parse_size(std::string_view text) {
    Size size;
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width);
    if (width.ec != std::errc() || width.ptr == end || *width.ptr != 'x') return std::nullopt;
    const auto height = std::from_chars(width.ptr + 1, end, size.height);
    if (height.ec != std::errc() || height.ptr != end) return std::nullopt;
    const bool fits = std::min(size.width, size.height) >= content::limits::min_panel_side &&
                      std::max(size.width, size.height) <= content::limits::max_panel_side;
    return fits ? std::optional(size) : std::nullopt;
}

constexpr content::Names<Reach, 2> reach_names = {{{Reach::standard, "standard"}, {Reach::low, "low"}}};
constexpr content::Names<Overlay, 4> overlay_names = {{{Overlay::none, "none"},
                                                       {Overlay::accessibility, "accessibility"},
                                                       {Overlay::languages, "languages"},
                                                       {Overlay::idle_warning, "idle_warning"}}};
constexpr content::Names<MotionChoice, 2> motion_names = {
    {{MotionChoice::gentle, "gentle"}, {MotionChoice::none, "none"}}};
constexpr content::Names<Drawing, 3> drawing_names = {
    {{Drawing::automatic, "auto"}, {Drawing::accelerated, "accelerated"}, {Drawing::software, "software"}}};

bool parse_scroll(const std::string& word, Scroll& scroll) {
    const char* end = word.data() + word.size();
    const auto paragraph = std::from_chars(word.data(), end, scroll.paragraph);
    if (paragraph.ec != std::errc() || paragraph.ptr == end || *paragraph.ptr != ':') return false;
    const auto permille = std::from_chars(paragraph.ptr + 1, end, scroll.permille);
    return permille.ec == std::errc() && permille.ptr == end && scroll.paragraph >= 0 && scroll.permille >= 0 &&
           scroll.permille < 1000;
}

/// An option whose word `parse` turns into a value; CLI11 prints `expected` when it cannot.
template <class T, class Parse>
CLI::Option* add_word(CLI::App& app, const std::string& name, T& target, const std::string& help,
                      const std::string& expected, Parse parse) {
    return app.add_option_function<std::string>(
        name,
        [&target, name, expected, parse](const std::string& word) {
            if (!parse(word, target))
                throw CLI::ValidationError(name, fmt::format("expected {}, not \"{}\"", expected, word));
        },
        fmt::format("{} ({})", help, expected));
}

/// An option that takes one of these words: "auto, accelerated or software".
template <class Enum, std::size_t count>
void add_choice(CLI::App& app, const std::string& name, Enum& target, const std::string& help,
                const content::Names<Enum, count>& names) {
    std::string expected;
    for (std::size_t i = 0; i < count; ++i)
        expected += (i == 0 ? "" : (i + 1 == count ? " or " : ", ")) + std::string(names[i].second);
    add_word(app, name, target, help, expected, [&names](const std::string& word, Enum& value) {
        const auto named = content::value_of(names, word);
        if (named) value = *named;
        return named.has_value();
    });
}

}  // namespace

OptionsReadResult read_options(int argument_count, char** arguments) {
    OptionsReadResult reading;
    Options& options = reading.options;
    CLI::App app("Shows a conference's highlights, programme and links on a screen.", "kiosk");
    auto* pack = app.add_option("--pack", options.pack, "show this pack folder");
    auto* cache = app.add_option("--cache", options.cache, "show the release in this cache file");
    pack->excludes(cache);
    app.add_option("--screen", options.screen, "profile of this screen (screen.toml)");
    app.add_option("--frame", options.frame, "write one picture (PNG) and end; needs no display");
    app.add_flag(
        "--frame-hash", options.frame_hash,
        "with --frame: print the hash that a display has in glass.json for that picture, and for the same with "
        "its sides changed, as in each fourth loop");
    app.add_option("--frame-all", options.frame_all, "write a picture of every scene to this folder and end");
    app.add_option("--scene", options.scene,
                   "highlight:SLUG, programme[:today|week|upcoming], links, call:SLUG, event:UID, notice:ID, "
                   "emergency:TEMPLATE, clock or pairing");
    app.add_option("--at", options.at, "begin at this local time of the pack's zone: 2024-03-18T10:42");
    app.add_flag("--clock-unconfirmed", options.clock_unconfirmed,
                 "as on a machine whose clock nobody vouches for: it is the time of --at at the earliest");
    app.add_flag(
        "--probe", options.probe,
        "say what this machine has and whether it can be a screen (0) or what is missing (1); where nobody shows, "
        "a test picture follows, until a minute after the last touch; beside --frame it goes to that file");
    app.add_flag("--render", options.render,
                 "draw what is asked for on standard input, a line each, until it ends; for kiosk-hub");
    app.add_flag("--hash-pin", options.hash_pin,
                 "read a PIN of 4 to 12 digits, print its hash for screen.toml ([staff] pin) and end");
    app.add_flag("--browse", options.browse, "beside --frame: as a visitor who browses sees it");
    app.add_option("--query", options.query, "beside --browse: typed into the search");
    add_choice(app, "--reach", options.reach, "beside --browse: what the visitor can reach", reach_names);
    add_choice(app, "--overlay", options.overlay, "beside --browse: what lies over the scene", overlay_names);
    add_word(app, "--scroll", options.scroll, "beside --browse: where in a long text", "PARAGRAPH:PERMILLE",
             parse_scroll);
    app.add_option("--script", options.script,
                   "let a scripted visitor use the screen, as fast as it can, and end: a file of commands, or "
                   "random:SEED[:STEPS] for one who does anything; 1: something was not as the script expects");
    app.add_option("--state", options.state,
                   "beside --cache: folder in which the display says what it is about to draw of a new release, for "
                   "kiosk-sync --display, which takes the release back if the display dies of it");
    app.add_option(
           "--mistakes", options.mistakes,
           "beside --cache: file that names what is wrong in a technician's files, one mistake a line; a screen "
           "without content shows it")
        ->capture_default_str();
    app.add_option("--font-cache", options.font_cache, "folder for what is known about the fonts");
    add_word(app, "--lang", options.language, "stay in this language", "ar, zh, en, fr, ru, es or de",
             [](const std::string& word, auto& target) {
                 target = content::parse_language(word);
                 return target.has_value();
             });
    add_word(app, "--theme", options.theme, "colours; auto: as the profile of the screen says, else light by day",
             "light, dark, hc or auto", [](const std::string& word, auto& target) {
                 target = parse_theme(word);
                 return target.has_value() || word == "auto";
             });
    add_word(app, "--text-size", options.text_scale, "size of the text", "1, 1.3 or 1.6",
             [](const std::string& word, float& target) {
                 target = word == "1.6" ? 1.6F : (word == "1.3" ? 1.3F : 1.0F);
                 return word == "1" || word == "1.3" || word == "1.6";
             });
    add_word(app, "--size", options.size, "of the picture", "WIDTHxHEIGHT, 320 to 8192 each",
             [](const std::string& word, auto& target) {
                 target = parse_size(word);
                 return target.has_value();
             });
    add_word(app, "--rotate", options.rotation, "clockwise, for a panel on its side", "0, 90, 180 or 270",
             [](const std::string& word, auto& target) {
                 std::int64_t degrees = -1;
                 const auto result = std::from_chars(word.data(), word.data() + word.size(), degrees);
                 target = result.ptr == word.data() + word.size() ? parse_rotation(degrees) : std::nullopt;
                 return target.has_value();
             });
    add_choice(app, "--motion", options.motion, "movement", motion_names);
    add_choice(app, "--drawing", options.drawing, "who draws", drawing_names);
    app.add_flag_callback(
        "--windowed", [&options] { options.window = WindowKind::window; },
        "in a window, for authors: its close button, Ctrl+Alt+Q and Ctrl+C end the program, which no key does else");
    try {
        app.parse(argument_count, arguments);
        if (options.probe || options.hash_pin || options.render) return reading;
        if (options.pack.empty() && options.cache.empty()) {
            throw CLI::RequiredError("--pack FOLDER or --cache FILE");
        }
        if (!options.frame.empty() && options.scene.empty()) throw CLI::RequiredError("--scene, beside --frame,");
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        reading.exit_code = code == 0 ? 0 : 2;
    }
    return reading;
}

}  // namespace kiosk
