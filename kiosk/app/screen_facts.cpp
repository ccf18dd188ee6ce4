#include "kiosk/app/screen_facts.h"

#include <unistd.h>

#include "content/base/files.h"
#include "kiosk/app/voice.h"
#include "kiosk/text/text.h"

namespace kiosk {
namespace {

constexpr std::size_t max_profile_bytes = 64UL * 1024;

}  // namespace

LoadedProfile load_screen_profile(const std::string& file) {
    LoadedProfile loaded;
    if (file.empty()) return loaded;
    loaded.state.file = file;
    const auto text = content::read_file(file, max_profile_bytes);
    if (!text) {
        loaded.state.unreadable = text.error().message;
        return loaded;
    }
    auto reading = read_screen_profile(*text, file);
    loaded.profile = std::move(reading.profile);
    loaded.state.findings = std::move(reading.findings);
    loaded.state.wanted_panel = loaded.profile.panel;
    loaded.state.wants_touch = loaded.profile.screen.has_touch;
    loaded.state.wants_sound = loaded.profile.audio;
    return loaded;
}

ProbedMachine look_at_machine(const ProfileState& profile, Carrier carrier) {
    ProbedMachine machine = probe_machine();
    machine.carrier = carrier;
    machine.sound.has_voice = ::access(voice_program, X_OK) == 0;
    machine.missing_fonts = missing_font_packages();
    machine.profile = profile;
    return machine;
}

}  // namespace kiosk
