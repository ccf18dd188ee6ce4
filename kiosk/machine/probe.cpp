#include "kiosk/machine/probe.h"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/machine/sound.h"

namespace kiosk {
namespace {

std::string join(const std::vector<std::string>& words, std::string_view between) {
    return fmt::format("{}", fmt::join(words, between));
}

template <class Items, class InWords>
std::string list_of(const Items& items, const InWords& in_words, std::string_view between = "; ") {
    std::vector<std::string> words;
    words.reserve(items.size());
    for (const auto& item : items)
        words.push_back(in_words(item));
    return join(words, between);
}

/// How well a connector does for the picture, the best first; none: not at all. One that cannot tell may have a panel
/// when it has a mode.
std::optional<int> rank_of(const ConnectorFacts& connector) {
    const bool has_mode = connector.modes > 0;
    if (connector.state == ConnectorFacts::State::connected) return has_mode ? 0 : 1;
    return connector.state == ConnectorFacts::State::unknown && has_mode ? std::optional(2) : std::nullopt;
}

/// Where the picture is, or would be. Null: nowhere.
const ConnectorFacts* place_of_picture(const ProbedMachine& machine) {
    const ConnectorFacts* best = nullptr;
    for (const CardFacts& card : machine.cards) {
        for (const ConnectorFacts& connector : card.connectors) {
            if (!rank_of(connector) || !is_meant(machine.profile.wanted_panel, connector.name, connector.panel))
                continue;
            if (best == nullptr || *rank_of(connector) < *rank_of(*best)) best = &connector;
        }
    }
    return best;
}

std::string in_words(const CardFacts& card) {
    std::string words = card.name;
    if (!card.driver.empty()) words += ", driver " + card.driver;
    if (card.access == Access::forbidden) words += fmt::format(", /dev/dri/{} may not be opened", card.name);
    if (card.access == Access::missing) words += fmt::format(", /dev/dri/{} is missing", card.name);
    return words;
}

std::string in_words(const ConnectorFacts& connector) {
    switch (connector.state) {
        case ConnectorFacts::State::disconnected: return connector.name + " has no panel";
        case ConnectorFacts::State::unknown: return connector.name + " cannot tell whether a panel hangs there";
        case ConnectorFacts::State::connected: break;
    }
    std::string words = connector.name + " has a panel";
    if (!connector.panel.empty()) words += ": " + connector.panel;
    if (connector.diagonal_inches > 0) words += fmt::format(", {:.1f} inches", connector.diagonal_inches);
    return words;
}

std::string connectors_in_words(const ProbedMachine& machine) {
    std::vector<std::string> words;
    for (const CardFacts& card : machine.cards) {
        for (const ConnectorFacts& connector : card.connectors)
            words.push_back(in_words(connector));
    }
    return words.empty() ? "none" : join(words, "; ");
}

std::string mode_in_words(const ProbedMachine& machine) {
    const ConnectorFacts* connector = place_of_picture(machine);
    if (connector == nullptr || connector->modes == 0) return "none";
    return fmt::format("{}x{}, the panel's own of {}", connector->mode.width, connector->mode.height, connector->modes);
}

std::string in_words(const Pointer& pointer) {
    const std::string node = pointer.node.empty() ? "no device file" : pointer.node;
    const bool is_forbidden = pointer.access == Access::forbidden;
    return fmt::format("{} ({}{})", pointer.name, node, is_forbidden ? ", may not be read" : "");
}

std::string touch_in_words(const ProbedMachine& machine) {
    std::vector<Pointer> panels;
    std::vector<Pointer> mice;
    for (const Pointer& pointer : machine.pointers)
        (pointer.kind == Pointer::Kind::touch ? panels : mice).push_back(pointer);
    const auto named = [](const Pointer& pointer) { return in_words(pointer); };
    std::string words = panels.empty() ? "no touch panel" : list_of(panels, named);
    if (panels.empty() && !mice.empty()) words += ", but a pointer: " + list_of(mice, named);
    return machine.profile.wants_touch ? words : words + ", switched off by touch = false";
}

std::string sound_in_words(const ProbedMachine& machine) {
    const Sound& sound = machine.sound;
    std::string words = sound.cards.empty() ? "no sound card" : join(sound.cards, ", ");
    if (!machine.profile.wants_sound) return words + ", switched off by audio = false";
    if (!sound.may_play) return sound.cards.empty() ? words : words + ", which may not be used";
    return words + (sound.has_voice ? ", reads aloud" : ", but no voice: install the package espeak-ng");
}

std::string profile_in_words(const ProfileState& profile) {
    const std::string& hub = profile.hub;
    if (profile.file.empty() && hub.empty()) return "none, the defaults are used";
    if (!profile.unreadable.empty())
        return profile.unreadable + (hub.empty() ? "" : "; the hub's counts, " + hub) + "; the defaults are used";
    std::string files = profile.file;
    if (!hub.empty()) files += (files.empty() ? "the hub's, " : ", then the hub's, ") + hub;
    if (profile.findings.empty()) return files + ", no mistakes";
    const std::size_t count = profile.findings.size();
    return fmt::format("{}, {} mistake{}:", files, count, count == 1 ? "" : "s");
}

std::string fonts_in_words(const std::vector<std::string>& missing) {
    return missing.empty() ? "all there" : "missing: apt-get install " + join(missing, " ");
}

bool is_display(const CardUser& user) {
    return user.program == "kiosk";
}

std::optional<std::string> what_is_missing_to_the_panel(const ProbedMachine& machine) {
    if (machine.cards.empty())
        return "no graphics card: the kernel drives none. \"journalctl -k -g drm\" may say why; see \"card\"";
    const auto may_be_opened = [](const CardFacts& card) { return card.access == Access::allowed; };
    if (std::ranges::none_of(machine.cards, may_be_opened)) {
        return fmt::format("{} may not be opened by this user: run this as root, or put the user into the group video",
                           list_of(
                               machine.cards, [](const CardFacts& card) { return "/dev/dri/" + card.name; }, ", "));
    }
    const ConnectorFacts* connector = place_of_picture(machine);
    if (connector == nullptr && !machine.profile.wanted_panel.empty()) {
        return fmt::format("no panel \"{}\": the profile wants it, and it hangs on none of the machine's connectors",
                           machine.profile.wanted_panel);
    }
    if (connector == nullptr) {
        return "no panel: nothing hangs on the machine's connectors. Look at the cable, the power of the panel and the "
               "input that it shows";
    }
    if (connector->modes == 0)
        return fmt::format("no mode: the panel on {} names no size. Try another cable", connector->name);
    const auto other = std::ranges::find_if_not(machine.users.users, is_display);
    if (other != machine.users.users.end()) {
        return fmt::format("the panel is taken: {} (process {}) shows on it. Stop that, or show in its session",
                           other->program, other->process);
    }
    return std::nullopt;
}

}  // namespace

ProbedMachine probe_machine(const std::filesystem::path& root) {
    ProbedMachine machine;
    machine.cards = read_cards(root);
    machine.pointers = read_pointers(root);
    machine.sound.cards = sound_cards(root);
    machine.sound.may_play = has_sound(root);
    return machine;
}

std::vector<Fact> facts_of(const ProbedMachine& machine) {
    std::vector<Fact> facts;
    if (machine.carrier == Carrier::window_system) {
        facts.push_back({"card", "of the window system"});
    } else {
        const auto named = [](const CardFacts& card) { return in_words(card); };
        facts.push_back({"card", machine.cards.empty() ? "none" : list_of(machine.cards, named)});
        facts.push_back({"connector", connectors_in_words(machine)});
        facts.push_back({"mode", mode_in_words(machine)});
    }
    facts.push_back({"renderer", machine.renderer});
    facts.push_back({"touch", touch_in_words(machine)});
    facts.push_back({"sound", sound_in_words(machine)});
    facts.push_back({"clock", machine.clock});
    facts.push_back({"fonts", fonts_in_words(machine.missing_fonts)});
    const std::vector<Fact> of_profile = facts_of(machine.profile);
    facts.insert(facts.end(), of_profile.begin(), of_profile.end());
    return facts;
}

std::vector<Fact> facts_of(const ProfileState& profile) {
    std::vector<Fact> facts = {{"profile", profile_in_words(profile)}};
    for (const content::Finding& finding : profile.findings)
        facts.push_back({"profile", content::to_string(finding)});
    if (!profile.hours.empty()) facts.push_back({"opening hours", profile.hours});
    return facts;
}

std::vector<std::string> report_of(const ProbedMachine& machine, const std::optional<std::string>& missing) {
    std::vector<std::string> lines = {missing.value_or("this machine can be a screen")};
    for (const Fact& fact : facts_of(machine))
        lines.push_back(fact.name + ": " + fact.words);
    if (machine.carrier == Carrier::panel) lines.push_back("shows: " + users_in_words(machine.users));
    return lines;
}

std::string panel_in_words(const ProbedMachine& machine) {
    const ConnectorFacts* connector = place_of_picture(machine);
    if (connector == nullptr) return {};
    return connector->panel.empty() ? connector->name : connector->name + ", " + connector->panel;
}

Size panel_size(const ProbedMachine& machine) {
    const ConnectorFacts* connector = place_of_picture(machine);
    return connector == nullptr ? Size{} : connector->mode;
}

std::string users_in_words(const CardUsers& users) {
    const auto named = [](const CardUser& user) { return fmt::format("{} (process {})", user.program, user.process); };
    if (!users.users.empty()) return list_of(users.users, named, ", ");
    return users.is_all ? "nobody" : "nobody that this user may see; root sees all";
}

std::optional<std::string> what_is_missing(const ProbedMachine& machine) {
    if (machine.carrier == Carrier::panel) {
        if (auto missing = what_is_missing_to_the_panel(machine)) return missing;
    }
    if (!machine.missing_fonts.empty()) return "fonts are missing: apt-get install " + join(machine.missing_fonts, " ");
    return std::nullopt;
}

}  // namespace kiosk
