#pragma once

#include <optional>
#include <string>

#include "content/base/result.h"
#include "kiosk/display/open_display.h"
#include "kiosk/frame/browsing.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/view.h"

namespace kiosk {

/// What the command line of `kiosk` says, as values.
struct Options {
    std::string pack;   ///< folder; empty: --cache
    std::string cache;  ///< file
    std::string state;  ///< folder for what must survive a crash; empty: nothing is written
    std::string mistakes = "/run/rotunda/mistakes";  ///< file: what is wrong in the technician's files, line by line
    std::string screen;                              ///< screen.toml; empty: an unknown screen
    std::string frame;                               ///< write one picture to this file and end
    std::string frame_all;                           ///< write a picture of every scene to this folder and end
    bool frame_hash = false;                         ///< with frame: print the hashes of the picture
    std::string scene;                               ///< with frame
    std::string at;                                  ///< local time of the pack's zone; empty: the real one
    bool clock_unconfirmed = false;   ///< as where nobody vouches for the clock: it is `at` at the earliest
    std::string script;               ///< a scripted visitor's file, or "random:SEED"; the program ends with it
    std::string font_cache;           ///< folder; empty: the user's
    bool probe = false;               ///< say what this machine has, show the test picture and end
    bool render = false;              ///< draw what is asked for on standard input, until it ends
    bool hash_pin = false;            ///< print the hash of a PIN from standard input and end
    bool browse = false;              ///< with frame: as a visitor who browses sees it
    std::string query;                ///< with browse: typed into the search
    Reach reach = Reach::standard;    ///< with browse
    Overlay overlay = Overlay::none;  ///< with browse
    Scroll scroll;                    ///< with browse
    std::optional<content::Language> language;
    std::optional<ThemeName> theme;  ///< none: as the screen's profile says, else by the hour
    float text_scale = 1;
    std::optional<Size> size;
    std::optional<PanelRotation> rotation;  ///< none: as the screen's profile says
    WindowKind window = WindowKind::fullscreen;
    MotionChoice motion = MotionChoice::gentle;
    Drawing drawing = Drawing::automatic;
};

/// Either options, or the code with which the program ends at once (after --help or a mistake, already printed).
struct OptionsReadResult {
    Options options;
    std::optional<int> exit_code;
};
[[nodiscard]] OptionsReadResult read_options(int argument_count, char** arguments);

}  // namespace kiosk
