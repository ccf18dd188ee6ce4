#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "content/base/finding.h"
#include "kiosk/machine/card_users.h"
#include "kiosk/machine/cards.h"
#include "kiosk/machine/pointers.h"

/// Whether this machine can be a screen, in plain words for a technician: `kiosk --probe`, and the same lines in the
/// journal when a display starts. Not here: reading the facts (cards.h, pointers.h, sound.h), showing a picture.
namespace kiosk {

/// What carries the pictures to the glass.
enum class Carrier {
    panel,         ///< a card of this machine, which nobody else uses (KMS)
    window_system  ///< X or Wayland: what hangs on which card is theirs
};

/// The display's profile, as far as it says something of the machine.
struct ProfileState {
    std::string file;        ///< screen.toml; empty: there is none
    std::string hub;         ///< file of what a hub says, for which `file` leaves room; empty: nothing
    std::string unreadable;  ///< why it could not be read; empty: it was
    std::vector<content::Finding> findings;
    std::string wanted_panel;  ///< of several: a connector, or what the panel calls itself; empty: the first
    bool wants_touch = true;
    bool wants_sound = true;
    std::string hours;  ///< in words, outside which the panel is off; empty: it never is

    [[nodiscard]] bool is_faulty() const { return !unreadable.empty() || !findings.empty(); }
};

struct Sound {
    std::vector<std::string> cards;
    bool may_play = false;   ///< by this program
    bool has_voice = false;  ///< espeak-ng is there
};

/// Everything that is looked at, as it was found.
struct ProbedMachine {
    Carrier carrier = Carrier::panel;
    std::vector<CardFacts> cards;
    CardUsers users;
    std::vector<Pointer> pointers;
    Sound sound;
    std::string renderer;                    ///< who draws
    std::string clock;                       ///< the time, and who vouches for it
    std::vector<std::string> missing_fonts;  ///< Debian packages
    ProfileState profile;
};

/// What the kernel says about cards, panels, touch and sound; the rest is left for the caller.
[[nodiscard]] ProbedMachine probe_machine(const std::filesystem::path& root = "/");

/// One fact in plain words: "card", "card0, driver i915". Mistakes of the profile are facts too, one each.
struct Fact {
    std::string name;
    std::string words;
};
/// In the order in which a technician looks: card, connector, mode, renderer, touch, sound, clock, fonts, profile.
[[nodiscard]] std::vector<Fact> facts_of(const ProbedMachine& machine);
/// Those about the profile alone.
[[nodiscard]] std::vector<Fact> facts_of(const ProfileState& profile);
/// What `kiosk --probe` prints, a line each: whether this machine can be a screen or what is missing, the facts, and
/// who shows now.
[[nodiscard]] std::vector<std::string> report_of(const ProbedMachine& machine,
                                                 const std::optional<std::string>& missing);
/// "HDMI-A-1, DELL U2414H": where the picture is, or would be. Empty: nowhere.
[[nodiscard]] std::string panel_in_words(const ProbedMachine& machine);
/// Size of the panel's own mode there; 0 x 0: not known.
[[nodiscard]] Size panel_size(const ProbedMachine& machine);
/// Who shows on the panel now, beside the caller.
[[nodiscard]] std::string users_in_words(const CardUsers& users);
/// The first thing without which no picture can be shown, and what to do about it. None: this machine can be a screen.
[[nodiscard]] std::optional<std::string> what_is_missing(const ProbedMachine& machine);

}  // namespace kiosk
