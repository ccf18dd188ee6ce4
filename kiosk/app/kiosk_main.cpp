#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "content/base/files.h"
#include "content/base/huge_pages.h"
#include "content/base/printable.h"
#include "kiosk/app/agent_report.h"
#include "kiosk/app/app.h"
#include "kiosk/app/content_source.h"
#include "kiosk/app/options.h"
#include "kiosk/app/probation.h"
#include "kiosk/app/run_loop.h"
#include "kiosk/app/screen_profile.h"
#include "kiosk/app/scripted_visitor.h"
#include "kiosk/app/voice.h"
#include "kiosk/app/write_frames.h"
#include "kiosk/app/zeroing_free.h"
#include "kiosk/display/open_display.h"
#include "kiosk/machine/machine.h"
#include "kiosk/machine/sound.h"
#include "kiosk/paint/png.h"
#include "kiosk/visit/pin.h"
#include "kiosk/visitor/script.h"

namespace {

namespace fs = std::filesystem;
using namespace kiosk;  // NOLINT(google-build-using-namespace): this file only wires that library

constexpr std::size_t max_profile_bytes = 64 * 1024;
constexpr std::size_t max_script_bytes = 1024 * 1024;

/// For the journal: one line, or several where a pack has several faults. What follows a line feed is indented, or
/// words of others could look like a sentence of ours.
void log(std::string line) {
    for (auto end = line.find('\n'); end != std::string::npos; end = line.find('\n', end + 1))
        line.insert(end + 1, "  ");
    std::cout << "kiosk: " << line << std::endl;  // NOLINT(performance-avoid-endl): a journal wants it now
}

int fail(const std::string& line) {
    std::cerr << "kiosk: " << line << "\n";
    return 1;
}

/// The wall clock, or one that begins at another time and then runs.
struct Clock {
    std::chrono::milliseconds ahead{0};

    [[nodiscard]] static WallTime real() {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] WallTime wall() const { return real() + ahead; }
};

ScreenProfile load_profile(const Options& options) {
    if (options.screen.empty()) return {};
    const auto text = content::read_file(options.screen, max_profile_bytes);
    if (!text) {
        log(text.error().in("screen profile").message + "; the defaults are used");
        return {};
    }
    const auto reading = read_screen_profile(*text, options.screen);
    for (const auto& finding : reading.findings)
        log(content::to_string(finding));
    return reading.profile;
}

/// What the clock goes by: the profile's zone, else that of the last content here; never the machine's.
std::string zone_without_content(const ScreenProfile& profile, const Options& options) {
    return profile.zone.empty() ? noted_zone(options.state) : profile.zone;
}

StaffParts staff_of(const ScreenProfile& profile) {
    StaffParts staff;
    staff.version = ROTUNDA_VERSION;
    if (!profile.staff_pin.empty()) {
        staff.is_pin = [hash = profile.staff_pin](const std::string& pin) { return is_pin(pin, hash); };
    }
    return staff;
}

/// Reads a PIN and prints what belongs into screen.toml.
int print_pin_hash() {
    std::string pin;
    std::getline(std::cin, pin);
    const auto hash = hash_of_pin(pin);
    if (!hash) return fail(hash.error().message);
    std::cout << *hash << "\n";
    return 0;
}

content::Result<Script> load_script(const std::string& name) {
    if (name.starts_with(random_prefix)) return random_script(name);
    const auto text = content::read_file(name, max_script_bytes);
    if (!text) return text.error().in("--script");
    return read_script(*text, name);
}

/// Nothing where nobody asked for it, or where another display writes; the screen works without.
std::unique_ptr<Probation> open_probation(const Options& options) {
    if (options.state.empty() || options.cache.empty()) return nullptr;
    auto journal = content::DrawJournal::open(options.state, content::boot_of_machine());
    if (journal) return std::make_unique<Probation>(std::move(*journal), log);
    log(journal.error().in("--state").message);
    return nullptr;
}

using AgentFunction = std::function<std::optional<AgentReport>()>;
using MakingText = std::future<decltype(make_text(std::string()))>;

/// What pictures in files and on a screen have in common.
struct Start {
    const Options& options;
    ScreenProfile profile;
    Clock clock;
    std::shared_ptr<const content::Snapshot> snapshot;
    AgentFunction agent;

    [[nodiscard]] FrameRequest request(Text& text, QrCodes& codes) const {
        const auto now = std::chrono::floor<std::chrono::seconds>(clock.wall());
        return {options,
                *snapshot,
                profile.screen,
                {default_tokens(), default_strings(), text, codes},
                now,
                agent ? saved_at(agent(), now) : std::nullopt,
                log};
    }
};

int write_pictures(Start start, MakingText making_text) {
    const auto text = making_text.get();
    if (!text) return fail(text.error().message);
    // Pictures do not depend on the machine.
    start.profile.screen.has_audio = start.profile.audio && !start.options.screen.empty();
    QrCodes codes;
    FrameRequest request = start.request(**text, codes);
    request.written = [](const std::string& path) { std::cout << content::printable(path) << "\n"; };
    const auto done = write_frames(request);
    return done ? 0 : fail(done.error().message);
}

/// Content that changes while the display runs.
struct LiveContent {
    ContentSource& source;
    Probation* probation;
    bool has_content;
};

Audience audience_of(const Options& options) {
    return options.window == WindowKind::window ? Audience::author : Audience::anybody;
}

int run_app(App& app, ContentSource& source, const Options& options, std::optional<Script> script, const Clock& clock,
            const Display& display) {
    auto notice = content::service_notifier_of_environment();
    const Audience audience = audience_of(options);
    if (script) {
        ScriptedVisitor visitor(app, std::move(*script), clock.wall(),
                                [&display](const std::string& path) { return write_png(path, display.read_back()); });
        run_until_ended(app, source, visitor, notice, audience);
        if (visitor.failure()) return fail(*visitor.failure());
        log(fmt::format("the visitor did all of {} in {} steps", options.script, visitor.done()));
        return 0;
    }
    LiveDriver driver([&clock] { return clock.wall(); });
    run_until_ended(app, source, driver, notice, audience);
    return 0;
}

int run_display(Start start, const LiveContent& content, MakingText making_text) {
    const Options& options = start.options;
    ScreenProfile& profile = start.profile;
    std::optional<Script> script;
    if (!options.script.empty()) {
        auto read = load_script(options.script);
        if (!read) return fail(read.error().message);
        script = std::move(*read);
    }
    QrCodes codes;
    auto rehearsal = std::async(std::launch::async, [&start, &making_text, &codes] {
        auto text = making_text.get();
        if (text) rehearse(start.request(**text, codes));
        return text;
    });
    if (audience_of(options) == Audience::anybody) ignore_keyboard_signals();
    DisplayOptions display_options;
    display_options.window.size = options.size;
    display_options.window.kind = options.window;
    display_options.window.rotation = options.rotation.value_or(profile.rotation);
    display_options.drawing = options.drawing;
    auto display = open_display(display_options);
    if (!display) return fail(display.error().message);
    const auto text = rehearsal.get();
    if (!text) return fail(text.error().message);
    const auto voice = profile.audio && has_sound() ? make_voice() : nullptr;
    profile.screen.has_audio = voice != nullptr;
    App app({profile.screen,
             {default_tokens(), default_strings(), **text, codes},
             **display,
             content.source,
             log,
             wake_run_loop,
             content.probation,
             voice.get(),
             staff_of(profile),
             start.agent,
             [&options](const content::Snapshot& snapshot) { note_zone(options.state, snapshot.pack.edition.zone); }},
            {options.language, {options.theme, options.text_scale, options.motion}}, start.snapshot,
            content.has_content);
    return run_app(app, content.source, options, std::move(script), start.clock, **display);
}

int run(int argument_count, char** arguments) {
    content::set_up_heap(own_mapping, 3 * content::huge_page);  // the first scene takes about that
    spare_desktop_services();
    const OptionsReadResult reading = read_options(argument_count, arguments);
    if (reading.exit_code) return *reading.exit_code;
    const Options& options = reading.options;
    if (options.hash_pin) return print_pin_hash();
    const bool only_pictures = !options.frame.empty() || !options.frame_all.empty();
    // Half the time to the first picture is waiting for the disk and for the X server: both at once.
    MakingText making_text =
        std::async(std::launch::async, [folder = font_cache_folder(options.font_cache)] { return make_text(folder); });
    const auto probation = only_pictures ? nullptr : open_probation(options);
    const auto about_to_load = [&probation](std::int64_t release) {
        return probation ? probation->about_to_load(release) : std::nullopt;
    };
    const std::unique_ptr<ContentSource> source =
        options.pack.empty() ? source_of_cache(options.cache, about_to_load) : source_of_pack(options.pack);
    auto loaded = source->load();
    // An author who shows a pack wants to know; a screen with a cache shows something whatever happens.
    if (!loaded && (!options.pack.empty() || only_pictures)) return fail(loaded.error().message);
    if (!loaded) log(loaded.error().message);
    Start start{options, load_profile(options), {}, {}, {}};
    start.snapshot = loaded ? *loaded : empty_snapshot(zone_without_content(start.profile, options));
    if (loaded) note_zone(options.state, start.snapshot->pack.edition.zone);
    if (!options.at.empty()) {
        const auto at = content::parse_instant(options.at, start.snapshot->pack.edition.zone);
        if (!at) return fail(at.error().in("--at").message);
        start.clock.ahead = *at - Clock::real();
    }
    if (!options.cache.empty()) {
        start.agent = [cache = fs::path(options.cache)] { return agent_report_beside(cache); };
    }
    if (only_pictures) return write_pictures(std::move(start), std::move(making_text));
    return run_display(std::move(start), {*source, probation.get(), loaded.has_value()}, std::move(making_text));
}

}  // namespace

int main(int argument_count, char** arguments) {
    const content::PrintableStream output(std::cout);
    const content::PrintableStream errors(std::cerr);
    try {
        return run(argument_count, arguments);
    } catch (const std::exception& error) {
        std::cerr << "kiosk: internal error: " << error.what() << '\n';
        return 1;
    }
}
