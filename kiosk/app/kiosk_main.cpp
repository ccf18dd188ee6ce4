#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <iostream>
#include <string>

#include "content/base/files.h"
#include "content/base/huge_pages.h"
#include "kiosk/app/app.h"
#include "kiosk/app/content_source.h"
#include "kiosk/app/gallery.h"
#include "kiosk/app/options.h"
#include "kiosk/app/probation.h"
#include "kiosk/app/run_loop.h"
#include "kiosk/app/screen_profile.h"
#include "kiosk/app/scripted_visitor.h"
#include "kiosk/app/voice.h"
#include "kiosk/app/zeroing_free.h"
#include "kiosk/loop/schedule.h"
#include "kiosk/paint/png.h"
#include "kiosk/scenes/build_frame.h"
#include "kiosk/visit/pin.h"
#include "kiosk/visit/search_hits.h"
#include "kiosk/visitor/script.h"

namespace {

namespace fs = std::filesystem;
using namespace kiosk;  // NOLINT(google-build-using-namespace): this file only wires that library

constexpr std::size_t max_profile_bytes = 64 * 1024;
constexpr std::size_t max_script_bytes = 1024 * 1024;

/// One line for the journal.
void log(const std::string& line) {
    fmt::print("kiosk: {}\n", line);
    static_cast<void>(std::fflush(stdout));
}

int fail(const std::string& line) {
    fmt::print(stderr, "kiosk: {}\n", line);
    return 1;
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// Where the prepared knowledge about fonts is kept: the service's own folder, else the user's.
std::string font_cache_folder(const Options& options) {
    if (!options.font_cache.empty()) return options.font_cache;
    if (const auto service = environment("CACHE_DIRECTORY"); !service.empty()) return service + "/fonts";
    if (const auto user = environment("XDG_CACHE_HOME"); !user.empty()) return user + "/rotunda/fonts";
    if (const auto home = environment("HOME"); !home.empty()) return home + "/.cache/rotunda/fonts";
    return {};
}

/// The machine's own zone, for a clock before there is any content.
std::string zone_of_machine() {
    std::error_code error;
    const std::string target = fs::read_symlink("/etc/localtime", error).string();
    constexpr std::string_view marker = "zoneinfo/";
    const auto at = target.find(marker);
    if (error || at == std::string::npos) return "UTC";
    const std::string zone = target.substr(at + marker.size());
    return content::is_known_zone(zone) ? zone : "UTC";
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

StaffParts staff_of(const ScreenProfile& profile, const Options& options) {
    StaffParts staff;
    staff.version = ROTUNDA_VERSION;
    if (!profile.staff_pin.empty()) {
        staff.is_pin = [hash = profile.staff_pin](const std::string& pin) { return is_pin(pin, hash); };
    }
    if (!options.cache.empty()) {
        staff.agent = [cache = fs::path(options.cache)] { return agent_report_beside(cache); };
    }
    return staff;
}

/// Reads a PIN and prints what belongs into screen.toml.
int print_pin_hash() {
    std::string pin;
    std::getline(std::cin, pin);
    const auto hash = hash_of_pin(pin);
    if (!hash) return fail(hash.error().message);
    fmt::print("{}\n", *hash);
    return 0;
}

content::Result<Script> load_script(const std::string& name) {
    if (name.starts_with(random_prefix)) return random_script(name);
    const auto text = content::read_file(name, max_script_bytes);
    if (!text) return text.error().in("--script");
    return read_script(*text, name);
}

View first_view(const Options& options, const content::Snapshot& snapshot, content::Instant now) {
    View view;
    view.size = options.size.value_or(Size{1920, 1080});
    view.language = options.language.value_or(snapshot.pack.edition.default_language);
    view.text_scale = options.text_scale;
    view.now = now;
    view.theme = options.theme.value_or(theme_of_hour(now, snapshot.pack.edition.zone));
    if (!options.browse) return view;
    view.browsing.emplace();
    view.browsing->preferences.language = view.language;
    view.browsing->preferences.text_scale = view.text_scale;
    view.browsing->preferences.reach = options.reach;
    view.browsing->overlay = options.overlay;
    view.browsing->scroll = options.scroll;
    view.browsing->query = options.query;
    view.browsing->can_go_back = true;
    if (options.query.empty()) return view;
    if (const auto search = content::search_of_pack(snapshot.pack)) {
        view.browsing->hits = search_hits(**search, view, snapshot.pack);
    }
    return view;
}

struct FrameRequest {
    const Options& options;
    const content::Snapshot& snapshot;
    const Screen& screen;
    Text& text;
    content::Instant now;
};

content::Status write_scene(const FrameRequest& request, const Scene& scene, const std::string& path) {
    const View view = first_view(request.options, request.snapshot, request.now);
    const Resources resources{default_tokens(), default_strings(), request.text};
    std::vector<std::string> reports;
    const Pixels pixels = paint_scene(scene, request.snapshot, request.screen, view, resources, reports);
    for (const std::string& report : reports)
        log(report);
    return write_png(path, pixels);
}

int write_one(const FrameRequest& request) {
    const auto scene = parse_scene(request.options.scene);
    if (!scene) return fail(scene.error().message);
    if (!exists(*scene, request.snapshot.pack)) {
        std::string known;
        for (const Scene& one : scenes_of(request.snapshot.pack))
            known += "\n  " + to_string(one);
        return fail(fmt::format("no scene \"{}\"; there are:{}", request.options.scene, known));
    }
    const auto written = write_scene(request, *scene, request.options.frame);
    return written ? 0 : fail(written.error().message);
}

int write_all(const FrameRequest& request) {
    std::error_code error;
    fs::create_directories(request.options.frame_all, error);
    int number = 0;
    for (const Scene& scene : scenes_of(request.snapshot.pack)) {
        std::string name = fmt::format("{:02}-{}", ++number, to_string(scene));
        for (char& letter : name) {
            const bool plain = std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-' || letter == '_';
            if (!plain) letter = '-';
        }
        const std::string path = (fs::path(request.options.frame_all) / (name + ".png")).string();
        if (const auto written = write_scene(request, scene, path); !written) return fail(written.error().message);
        fmt::print("{}\n", path);
    }
    return 0;
}

/// Nothing where nobody asked for it, or where another display writes; the screen works without.
std::unique_ptr<Probation> open_probation(const Options& options) {
    if (options.state.empty() || options.cache.empty()) return nullptr;
    auto journal = content::DrawJournal::open(options.state, content::boot_of_machine());
    if (journal) return std::make_unique<Probation>(std::move(*journal), log);
    log(journal.error().in("--state").message);
    return nullptr;
}

/// What SDL and Xlib would do at the start for desktops: launch a message bus, and read half a megabyte of rules for
/// composing letters, which a search that ignores accents does not need. Before any thread starts.
void spare_desktop_services() {
    ::setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    ::setenv("XCOMPOSEFILE", "/dev/null", 0);
}

/// Lays out and draws the words of the first scene, so that its fonts are read and its layouts made while the window
/// opens. A wrong guess about the screen only costs time that would be spent waiting.
void rehearse(Text& text, const Options& options, const ScreenProfile& profile, const content::Snapshot& snapshot,
              content::Instant now) {
    const ScheduledSlide showing = choose_slide(snapshot.pack, profile.screen, now);
    View view = first_view(options, snapshot, now);
    view.language = options.language.value_or(showing.language);
    const Resources resources{default_tokens(), default_strings(), text};
    const Frame frame = build_frame(showing.scene, snapshot, profile.screen, view, resources);
    for (const Element& element : frame.elements) {
        const auto* words = std::get_if<TextBlock>(&element.what);
        if (words != nullptr) static_cast<void>(text.rasterize(words->spec, words->box.width));
    }
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
    auto making_text =
        std::async(std::launch::async, [folder = font_cache_folder(options)] { return make_text(folder); });
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
    const auto snapshot = loaded ? *loaded : empty_snapshot(zone_of_machine());

    Clock clock;
    if (!options.at.empty()) {
        const auto start = content::parse_instant(options.at, snapshot->pack.edition.zone);
        if (!start) return fail(start.error().in("--at").message);
        clock.ahead = *start - Clock::real();
    }
    ScreenProfile profile = load_profile(options);
    if (only_pictures) {
        const auto text = making_text.get();
        if (!text) return fail(text.error().message);
        profile.screen.has_audio = profile.audio && !options.screen.empty();  // pictures do not depend on the machine
        const FrameRequest request{options, *snapshot, profile.screen, **text,
                                   std::chrono::floor<std::chrono::seconds>(clock.wall())};
        return options.frame_all.empty() ? write_one(request) : write_all(request);
    }

    std::optional<Script> script;
    if (!options.script.empty()) {
        auto read = load_script(options.script);
        if (!read) return fail(read.error().message);
        script = std::move(*read);
    }
    auto rehearsal = std::async(std::launch::async, [&, now = std::chrono::floor<std::chrono::seconds>(clock.wall())] {
        auto text = making_text.get();
        if (text) rehearse(**text, options, profile, *snapshot, now);
        return text;
    });
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
    AppOptions settings;
    settings.language = options.language;
    settings.theme = options.theme;
    settings.text_scale = options.text_scale;
    settings.motion = options.motion;
    App app({profile.screen,
             {default_tokens(), default_strings(), **text},
             **display,
             *source,
             log,
             wake_run_loop,
             probation.get(),
             voice.get(),
             staff_of(profile, options)},
            settings, snapshot, loaded.has_value());
    auto notice = content::service_notifier_of_environment();
    if (script) {
        Display& shown = **display;
        ScriptedVisitor visitor(app, std::move(*script), clock.wall(),
                                [&shown](const std::string& path) { return write_png(path, shown.read_back()); });
        run_until_ended(app, *source, visitor, notice);
        if (visitor.failure()) return fail(*visitor.failure());
        log(fmt::format("the visitor did all of {} in {} steps", options.script, visitor.done()));
        return 0;
    }
    LiveDriver driver([&clock] { return clock.wall(); });
    run_until_ended(app, *source, driver, notice);
    return 0;
}

}  // namespace

int main(int argument_count, char** arguments) {
    try {
        return run(argument_count, arguments);
    } catch (const std::exception& error) {
        std::cerr << "kiosk: internal error: " << error.what() << '\n';
        return 1;
    }
}
