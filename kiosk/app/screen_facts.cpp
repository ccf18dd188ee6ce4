#include "kiosk/app/screen_facts.h"

#include <unistd.h>

#include <iterator>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/cache/enrolment.h"
#include "kiosk/app/voice.h"
#include "kiosk/text/text.h"

namespace kiosk {
namespace {

using content::limits::screen_profile;

void add(std::vector<content::Finding>& all, std::vector<content::Finding> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string bytes_of(const std::filesystem::path& file) {
    const auto text = content::read_file(file, screen_profile);
    return text ? *text : std::string();
}

/// The newest that has no mistake, which is kept.
ScreenProfile load_hub_profile(const HubProfile& hub, LoadedProfile& loaded) {
    if (hub.file.empty()) return {};
    auto text = content::read_file(hub.file, screen_profile);
    std::error_code error;
    if (!text && text.error().code == content::Code::not_found) {
        if (!hub.kept.empty()) std::filesystem::remove(hub.kept, error);  // it was taken back
        return {};
    }
    if (text) {
        loaded.state.hub = hub.file.string();
        auto reading = read_hub_profile(*text, hub.file.string());
        const bool is_good = !content::has_errors(reading.findings);
        add(loaded.state.findings, std::move(reading.findings));
        if (is_good) {
            // A disk that takes nothing loses what a later mistake would need, and nothing else.
            if (!hub.kept.empty() && bytes_of(hub.kept) != *text)
                static_cast<void>(content::write_file(hub.kept, *text));
            loaded.hub_text = std::move(*text);
            return std::move(reading.profile);
        }
        loaded.wrong_hub_text = std::move(*text);
    }
    if (hub.kept.empty()) return {};
    auto kept = content::read_file(hub.kept, screen_profile);
    if (!kept) return {};
    auto reading = read_hub_profile(*kept, hub.kept.string());
    if (content::has_errors(reading.findings)) return {};
    loaded.state.hub = hub.kept.string();
    loaded.hub_text = std::move(*kept);
    return std::move(reading.profile);
}

}  // namespace

HubProfile hub_profile_of(const std::filesystem::path& cache, const std::filesystem::path& state) {
    if (cache.empty()) return {};
    return {content::profile_file(cache), state.empty() ? state : state / "profile.toml"};
}

LoadedProfile load_screen_profile(const std::string& file, const HubProfile& hub) {
    LoadedProfile loaded;
    loaded.profile = load_hub_profile(hub, loaded);
    if (!file.empty()) {
        loaded.state.file = file;
        const auto text = content::read_file(file, screen_profile);
        if (text) {
            auto reading = read_screen_profile(*text, file, std::move(loaded.profile));
            loaded.profile = std::move(reading.profile);
            add(loaded.state.findings, std::move(reading.findings));
        } else {
            loaded.state.unreadable = text.error().message;
        }
    }
    loaded.state.wanted_panel = loaded.profile.panel;
    loaded.state.wants_touch = loaded.profile.screen.has_touch;
    loaded.state.wants_sound = loaded.profile.audio;
    if (loaded.profile.screen.hours) loaded.state.hours = in_words(*loaded.profile.screen.hours);
    return loaded;
}

HubProfileWatch::HubProfileWatch(std::filesystem::path file, const LoadedProfile& loaded,
                                 std::function<void(const std::string&)> log)
    : file_(std::move(file)), in_use_(loaded.hub_text), wrong_(loaded.wrong_hub_text), log_(std::move(log)) {}

bool HubProfileWatch::has_changed(content::Steady now) {
    auto text = content::read_file(file_, screen_profile);
    if (!text) {
        if (text.error().code != content::Code::not_found) return false;
        if (!away_since_) away_since_ = now;
        return !in_use_.empty() && now - *away_since_ >= absence_patience;
    }
    away_since_.reset();
    if (*text == in_use_ || *text == wrong_) return false;
    const auto reading = read_hub_profile(*text, file_.string());
    if (!content::has_errors(reading.findings)) return true;  // what else is odd in it the next start will tell
    for (const content::Finding& finding : reading.findings)
        log_("profile: " + content::to_string(finding));
    wrong_ = std::move(*text);
    return false;
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
