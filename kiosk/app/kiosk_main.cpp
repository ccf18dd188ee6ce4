#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "content/base/files.h"
#include "content/base/huge_pages.h"
#include "content/base/printable.h"
#include "content/cache/cache_reader.h"
#include "content/cache/last_words.h"
#include "content/clock/build_time.h"
#include "content/clock/machine_clock.h"
#include "kiosk/app/agent_report.h"
#include "kiosk/app/app.h"
#include "kiosk/app/content_source.h"
#include "kiosk/app/options.h"
#include "kiosk/app/probation.h"
#include "kiosk/app/render_service.h"
#include "kiosk/app/run_loop.h"
#include "kiosk/app/screen_facts.h"
#include "kiosk/app/scripted_visitor.h"
#include "kiosk/app/test_picture.h"
#include "kiosk/app/voice.h"
#include "kiosk/app/write_frames.h"
#include "kiosk/app/zeroing_free.h"
#include "kiosk/display/open_display.h"
#include "kiosk/events/sdl_events.h"
#include "kiosk/kms/open_kms.h"
#include "kiosk/machine/known_time.h"
#include "kiosk/machine/later_log.h"
#include "kiosk/machine/machine.h"
#include "kiosk/machine/probe.h"
#include "kiosk/paint/png.h"
#include "kiosk/visit/pin.h"
#include "kiosk/visitor/script.h"

namespace {

namespace fs = std::filesystem;
using namespace kiosk;  // NOLINT(google-build-using-namespace): this file only wires that library

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

/// What this machine knows of its clock, and remembers in the folder --state.
TimeKeeper::Judge judge_of_machine(const Options& options, const ScreenProfile& profile) {
    const auto note = options.state.empty() ? fs::path() : fs::path(options.state) / "clock.json";
    const auto clock = std::make_shared<content::MachineClock>(
        content::clock_sources_of_machine(content::boot_of_machine()), note, profile.clock_set_by_hand);
    return [clock](content::Instant now, content::Instant earliest) { return clock->look(now, earliest); };
}

/// What the clock says, and why it is believed or not.
std::string clock_in_words(const TimeKeeper::Judge& judge, const std::optional<AgentReport>& report) {
    const auto now = std::chrono::floor<std::chrono::seconds>(Clock::real());
    const auto earliest =
        std::max(content::build_time(), report && report->earliest ? *report->earliest : content::Instant::min());
    return fmt::format("{}, {}", content::to_iso(now), content::describe(judge(now, earliest)));
}

std::string renderer_in_words(Carrier carrier, bool is_accelerated) {
    if (carrier == Carrier::panel) return "in software, into memory that the card shows";
    return is_accelerated ? "in software, put together by the graphics processor" : "in software";
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
    const auto hash_of = [&options](std::int64_t release, content::ItemKind kind, const std::string& id) {
        const auto reader = content::CacheReader::open(options.cache);
        const auto hash = reader ? reader->item_hash(release, kind, id) : reader.error();
        return hash ? *hash : std::string();
    };
    const auto now = std::chrono::floor<std::chrono::seconds>(Clock::real());
    auto journal = content::DisplayJournal::open(options.state, identity_of_program(ROTUNDA_VERSION), now, hash_of);
    if (journal) return std::make_unique<Probation>(std::move(*journal), log);
    log(journal.error().in("--state").message);
    return nullptr;
}

using AgentFunction = std::function<std::optional<AgentReport>()>;
using MakingText = std::future<decltype(make_text(std::string()))>;

/// What pictures in files and on a screen have in common.
struct Start {
    const Options& options;
    LoadedProfile loaded;
    Clock clock{};
    std::shared_ptr<const content::Snapshot> snapshot{};
    AgentFunction agent{};
    TimeKeeper::Judge judge_clock{};  ///< empty: the clock is right
    content::Instant earliest = content::build_time();
    std::function<std::optional<Pairing>()> pairing{};
    std::function<bool(content::Steady)> has_new_profile{};

    [[nodiscard]] FrameRequest request(Text& text, QrCodes& codes) const {
        const auto report = agent ? agent() : std::nullopt;
        const WallTime wall = clock.wall();
        TimeKeeper keeper(judge_clock, earliest);
        keeper.look(wall, {}, report ? report->earliest : std::nullopt);
        const KnownTime time = keeper.time(wall, {});
        const auto now = std::chrono::floor<std::chrono::seconds>(time.now);
        return {options,
                *snapshot,
                loaded.profile.screen,
                {default_tokens(), default_strings(), text, codes},
                now,
                time.is_trusted,
                time.is_trusted ? saved_at(report, now) : std::nullopt,
                log,
                pairing ? pairing() : std::nullopt};
    }
};

void log_facts(const std::vector<Fact>& facts) {
    for (const Fact& fact : facts)
        log(fact.name + ": " + fact.words);
}

int write_pictures(Start start, MakingText making_text) {
    if (start.loaded.state.is_faulty()) log_facts(facts_of(start.loaded.state));
    const auto text = making_text.get();
    if (!text) return fail(text.error().message);
    // Pictures do not depend on the machine.
    start.loaded.profile.screen.has_audio = start.loaded.profile.audio && !start.options.screen.empty();
    QrCodes codes;
    FrameRequest request = start.request(**text, codes);
    request.written = [](const std::string& path) { std::cout << content::printable(path) << "\n"; };
    if (start.options.frame_hash) {
        request.hashed = [](const std::string& hash, const std::string& swapped) {
            std::cout << hash << " " << swapped << "\n";
        };
    }
    const auto done = write_frames(request);
    return done ? 0 : fail(done.error().message);
}

/// Content that changes while the display runs.
struct LiveContent {
    ContentSource& source;
    Probation* probation;
};

Audience audience_of(const Options& options) {
    return options.window == WindowKind::window ? Audience::author : Audience::anybody;
}

int run_app(App& app, EventSource& events, ContentSource& source, const Options& options, std::optional<Script> script,
            const Clock& clock, const Display& display) {
    auto notice = content::service_notifier_of_environment();
    const Audience audience = audience_of(options);
    if (script) {
        ScriptedVisitor visitor(app, std::move(*script), clock.wall(),
                                [&display](const std::string& path) { return write_png(path, display.read_back()); });
        run_until_ended(app, events, source, visitor, notice, audience);
        if (visitor.failure()) return fail(*visitor.failure());
        log(fmt::format("the visitor did all of {} in {} steps", options.script, visitor.done()));
        return 0;
    }
    LiveDriver driver([&clock] { return clock.wall(); });
    run_until_ended(app, events, source, driver, notice, audience);
    return 0;
}

/// Without a window system the panel is ours, unless SDL was asked for by name.
bool drives_panel(const Options& options) {
    return options.window == WindowKind::fullscreen && options.drawing != Drawing::accelerated && !has_window_system();
}

Carrier carrier_of(const Options& options) {
    return drives_panel(options) ? Carrier::panel : Carrier::window_system;
}

using Log = std::function<void(const std::string&)>;

content::Result<KmsScreen> open_the_display(const Options& options, const ScreenProfile& profile, const Log& say) {
    const PanelRotation rotation = options.rotation.value_or(profile.rotation);
    if (drives_panel(options)) {
        const auto size = options.size ? std::optional(picture_size(*options.size, rotation)) : std::nullopt;
        const auto without_card = is_a_service() ? WithoutCard::wait : WithoutCard::fail;
        return open_kms_screen({profile.panel, size}, rotation, without_card, say);
    }
    DisplayOptions display_options;
    display_options.window = {options.size, options.window, rotation};
    display_options.drawing = options.drawing;
    auto display = open_display(display_options);
    if (!display) return display.error();
    return KmsScreen{nullptr, make_sdl_events(), std::move(*display)};
}

/// What there is to show with.
struct Glass {
    Display& display;
    EventSource& events;
    Text& text;
    QrCodes& codes;
    ProbedMachine machine;
};

int show(Start& start, const LiveContent& content, const Glass& glass, std::optional<Script> script) {
    const Options& options = start.options;
    ScreenProfile& profile = start.loaded.profile;
    const auto voice = profile.audio && glass.machine.sound.may_play ? make_voice() : nullptr;
    profile.screen.has_audio = voice != nullptr;
    StaffParts staff = staff_of(profile);
    staff.panel = panel_in_words(glass.machine);
    ExitDesk exit(profile.screen, profile.proposed_exit, options.state);
    staff.exit = &exit;
    GlassReport report(options.state, log);
    TouchCounter touches(content.probation != nullptr ? options.state : std::string(), log);
    PictureTaker pictures(options.cache, options.state, log);
    App app({profile.screen,
             {default_tokens(), default_strings(), glass.text, glass.codes},
             glass.display,
             content.source,
             log,
             [&glass] { glass.events.post(Notice::woken); },
             content.probation,
             voice.get(),
             staff,
             start.agent,
             start.pairing,
             start.has_new_profile,
             start.judge_clock,
             start.earliest,
             [&options](const content::Snapshot& snapshot) { note_zone(options.state, snapshot.pack.edition.zone); },
             // Another display that writes in the same folder tells already.
             content.probation != nullptr ? &report : nullptr,
             &touches,
             content.probation != nullptr ? &pictures : nullptr},
            {options.language, {options.theme, options.text_scale, options.motion}, options.probe}, start.snapshot);
    const int code = run_app(app, glass.events, content.source, options, std::move(script), start.clock, glass.display);
    if (app.is_outdated()) log("the profile of this screen is another one now: beginning anew");
    if (options.probe) {
        const std::string corners = app.touched_corners();
        std::cout << "corners touched: " << (corners.empty() ? "none" : corners) << "\n";
    }
    return code;
}

int run_display(Start start, const LiveContent& content, MakingText making_text) {
    const Options& options = start.options;
    std::optional<Script> script;
    if (!options.script.empty()) {
        auto read = load_script(options.script);
        if (!read) return fail(read.error().message);
        script = std::move(*read);
    }
    QrCodes codes;
    const auto begins = [&start, probation = content.probation](const Scene& scene, content::Language language) {
        if (probation == nullptr) return true;
        if (probation->is_held(scene)) return false;
        probation->about_to_draw(scene, language, false, start.snapshot->release);
        return true;
    };
    auto rehearsal = std::async(std::launch::async, [&start, &making_text, &codes, &begins] {
        const content::SignalStack stack;
        auto text = making_text.get();
        if (text) rehearse(start.request(**text, codes), begins);
        return text;
    });
    if (audience_of(options) == Audience::anybody) ignore_keyboard_signals();
    auto display = open_the_display(options, start.loaded.profile, log);
    ProbedMachine machine = look_at_machine(start.loaded.state, carrier_of(options));
    machine.renderer = display ? renderer_in_words(machine.carrier, display->display->is_accelerated()) : "none";
    const auto text = rehearsal.get();
    if (content.probation != nullptr) content.probation->loaded();
    // Not while the rehearsal asks: one judge takes no two questions at once, and two would both write their note.
    machine.clock =
        clock_in_words(start.judge_clock ? start.judge_clock : judge_of_machine(options, start.loaded.profile),
                       start.agent ? start.agent() : std::nullopt);
    log_facts(facts_of(machine));
    if (!display) {
        const auto missing = what_is_missing(machine);
        return fail(missing ? fmt::format("{} ({})", *missing, display.error().message) : display.error().message);
    }
    if (!text) return fail(text.error().message);
    return show(start, content, {*display->display, *display->events, **text, codes, std::move(machine)},
                std::move(script));
}

/// Writes the test picture of `kiosk --probe --frame` and says so.
int write_picture_of_probe(const Options& options, const ScreenProfile& profile, const ProbedMachine& machine,
                           Text& text) {
    QrCodes codes;
    const Size panel = panel_size(machine);
    TestPicture picture;
    picture.size = options.size.value_or(
        picture_size(panel == Size{} ? Size{1920, 1080} : panel, options.rotation.value_or(profile.rotation)));
    picture.language = options.language.value_or(content::Language::en);
    picture.theme = options.theme.value_or(ThemeName::light);
    picture.panel = panel_in_words(machine);
    const auto written =
        write_test_picture(options.frame, picture, profile.screen, {default_tokens(), default_strings(), text, codes});
    if (!written) return fail(written.error().message);
    std::cout << "test picture: in " << options.frame << "\n";
    return 0;
}

/// Opens the panel and shows it something, so that what is promised is true.
content::Result<KmsScreen> try_panel(const Options& options, const ScreenProfile& profile, LaterLog& later) {
    // Ctrl+C at the technician's terminal ends the test picture as SIGTERM does, with what was touched.
    std::signal(SIGINT, [](int) { static_cast<void>(std::raise(SIGTERM)); });
    auto opened = open_the_display(options, profile, [&later](const std::string& line) { later.say(line); });
    if (!opened) return opened;
    opened->display->present();
    if (opened->display->is_shown()) return opened;
    return content::Error{content::Code::unavailable, "the picture does not reach the panel: " + later.last()};
}

/// For a technician: facts first, then the test picture, where nobody else shows.
int probe(const Options& options, MakingText making_text) {
    std::error_code ignored;
    const bool is_usual = options.screen.empty() && fs::exists(usual_profile, ignored);
    const std::string cache = options.cache.empty() && is_usual ? usual_cache : options.cache;
    // Without the folder of --state: whoever only looks leaves nothing there.
    Start start{options, load_screen_profile(is_usual ? usual_profile : options.screen, hub_profile_of(cache, {}))};
    start.snapshot = empty_snapshot({});
    ProbedMachine machine = look_at_machine(start.loaded.state, carrier_of(options));
    machine.clock = clock_in_words(judge_of_machine(options, start.loaded.profile),
                                   options.cache.empty() ? std::nullopt : agent_report_beside(options.cache));
    machine.users = card_users("/", ::getpid());
    machine.renderer = renderer_in_words(machine.carrier, false);
    auto missing = what_is_missing(machine);
    auto text = making_text.get();
    if (!missing && !text) missing = text.error().message;
    const bool is_free = machine.carrier == Carrier::window_system || machine.users.users.empty();
    LaterLog later;
    std::optional<KmsScreen> glass;
    if (!missing && is_free && options.frame.empty()) {
        auto opened = try_panel(options, start.loaded.profile, later);
        if (opened) {
            glass = std::move(*opened);
            machine.renderer = renderer_in_words(machine.carrier, glass->display->is_accelerated());
        } else {
            missing = opened.error().message;
        }
    }
    for (const std::string& line : report_of(machine, missing))
        std::cout << line << "\n";
    later.open();
    if (!options.frame.empty() && text) {
        const int code = write_picture_of_probe(options, start.loaded.profile, machine, **text);
        return missing ? 1 : code;
    }
    if (missing) return 1;
    if (!glass) {
        std::cout << "test picture: not beside another program; \"systemctl stop rotunda-display\" first\n";
        return 0;
    }
    later.say("test picture: shows until a minute after the last touch, or Close, Escape, Ctrl+C");
    QrCodes codes;
    const auto nothing = source_of_nothing();
    return show(start, {*nothing, nullptr}, {*glass->display, *glass->events, **text, codes, std::move(machine)},
                std::nullopt);
}

/// A clock that somebody has given is right, and an author's own is the author's business; pictures in files do not
/// depend on the machine. On a screen it is what the machine knows.
TimeKeeper::Judge judge_of(const Options& options, const ScreenProfile& profile, bool only_pictures) {
    if (options.clock_unconfirmed)
        return [](content::Instant, content::Instant) { return content::ClockState::unconfirmed; };
    if (!options.at.empty() || !options.pack.empty() || only_pictures) return {};
    return judge_of_machine(options, profile);
}

int run(int argument_count, char** arguments) {
    content::set_up_heap(own_mapping, 3 * content::huge_page);  // the first scene takes about that
    content::set_up_stacks();
    spare_desktop_services();
    const OptionsReadResult reading = read_options(argument_count, arguments);
    if (reading.exit_code) return *reading.exit_code;
    const Options& options = reading.options;
    if (options.hash_pin) return print_pin_hash();
    const bool only_pictures = !options.frame.empty() || !options.frame_all.empty();
    // Half the time to the first picture is waiting for the disk and for the X server: both at once.
    MakingText making_text =
        std::async(std::launch::async, [folder = font_cache_folder(options.font_cache)] { return make_text(folder); });
    if (options.probe) return probe(options, std::move(making_text));
    if (options.render) {
        const auto done = render_until_ended(making_text.get(), ROTUNDA_VERSION, STDIN_FILENO, STDOUT_FILENO);
        return done ? 0 : fail(done.error().message);
    }
    const auto probation = only_pictures ? nullptr : open_probation(options);
    const auto about_to_load = [&probation](std::int64_t release) {
        return probation ? probation->about_to_load(release) : content::Unread();
    };
    const content::SignalStack stack;
    const std::unique_ptr<ContentSource> source =
        options.pack.empty() ? source_of_cache(options.cache, about_to_load) : source_of_pack(options.pack);
    auto loaded = source->load();
    if (probation) probation->loaded();
    // An author who shows a pack wants to know; a screen with a cache shows something whatever happens.
    if (!loaded && (!options.pack.empty() || only_pictures)) return fail(loaded.error().message);
    if (!loaded) log(loaded.error().message);
    const HubProfile hub = hub_profile_of(options.cache, options.state);
    Start start{options, load_screen_profile(options.screen, hub)};
    start.judge_clock = judge_of(options, start.loaded.profile, only_pictures);
    start.snapshot = loaded ? *loaded : empty_snapshot(zone_without_content(start.loaded.profile, options));
    if (loaded) note_zone(options.state, start.snapshot->pack.edition.zone);
    if (!options.at.empty()) {
        const auto at = content::parse_instant(options.at, start.snapshot->pack.edition.zone);
        if (!at) return fail(at.error().in("--at").message);
        start.clock.ahead = *at - Clock::real();
        if (options.clock_unconfirmed) start.earliest = *at;
    }
    if (!options.cache.empty()) {
        start.agent = [cache = fs::path(options.cache)] { return agent_report_beside(cache); };
        start.pairing = [cache = fs::path(options.cache), mistakes = fs::path(options.mistakes)] {
            return pairing_beside(cache, mistakes);
        };
        start.has_new_profile = [watch = HubProfileWatch(hub.file, start.loaded, log)](content::Steady now) mutable {
            return watch.has_changed(now);
        };
    }
    if (only_pictures) return write_pictures(std::move(start), std::move(making_text));
    return run_display(std::move(start), {*source, probation.get()}, std::move(making_text));
}

}  // namespace

int main(int argument_count, char** arguments) {
    return content::run_printably("kiosk", [&] { return run(argument_count, arguments); });
}
