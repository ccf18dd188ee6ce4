#include "kiosk/app/write_frames.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <vector>

#include "kiosk/display/picture_hash.h"
#include "kiosk/loop/schedule.h"
#include "kiosk/machine/wall_clock.h"
#include "kiosk/paint/motion.h"
#include "kiosk/paint/png.h"
#include "kiosk/render/gallery.h"
#include "kiosk/scenes/build_frame.h"
#include "kiosk/visit/search_hits.h"

namespace kiosk {
namespace {

namespace fs = std::filesystem;

View view_of(const FrameRequest& request) {
    View view = view_of(request.options, request.snapshot, request.screen, request.now, request.clock_trusted);
    view.saved_at = request.saved_at;
    view.pairing.is_unheard = true;
    if (request.pairing) view.pairing = *request.pairing;
    return view;
}

/// Each fourth loop has the sides of its scenes changed, for the panel's sake: that is a hash of its own.
void tell_hashes(const FrameRequest& request, const Scene& scene, const Pixels& pixels) {
    const int margin = burn_in_margin(request.resources.tokens.shift_u * unit_of(pixels.size));
    View view = view_of(request);
    view.panel_first = true;
    std::vector<std::string> reports;
    const Pixels swapped = paint_scene(scene, request.snapshot, request.screen, view, request.resources, reports);
    request.hashed(hash_of_picture(pixels, margin), hash_of_picture(swapped, margin));
}

content::Status write_scene(const FrameRequest& request, const Scene& scene, const std::string& path) {
    std::vector<std::string> reports;
    const Pixels pixels =
        paint_scene(scene, request.snapshot, request.screen, view_of(request), request.resources, reports);
    for (const std::string& report : reports)
        request.log(report);
    if (request.hashed) tell_hashes(request, scene, pixels);
    return write_png(path, pixels);
}

content::Status write_one(const FrameRequest& request) {
    const auto scene = parse_scene(request.options.scene);
    if (!scene) return scene.error();
    if (exists(*scene, request.snapshot.pack)) return write_scene(request, *scene, request.options.frame);
    std::string known;
    for (const Scene& one : scenes_of(request.snapshot.pack))
        known += "\n  " + to_string(one);
    return content::Error{content::Code::bad_input,
                          fmt::format("no scene \"{}\"; there are:{}", request.options.scene, known)};
}

std::string file_name(int number, const Scene& scene) {
    std::string name = fmt::format("{:02}-{}", number, to_string(scene));
    const auto is_plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
    };
    std::ranges::replace_if(
        name, [&](char c) { return !is_plain(c); }, '-');
    return name + ".png";
}

content::Status write_all(const FrameRequest& request) {
    const fs::path folder = request.options.frame_all;
    std::error_code error;
    fs::create_directories(folder, error);
    int number = 0;
    for (const Scene& scene : scenes_of(request.snapshot.pack)) {
        const std::string path = (folder / file_name(++number, scene)).string();
        if (auto done = write_scene(request, scene, path); !done) return done;
        if (request.written) request.written(path);
    }
    return {};
}

}  // namespace

View view_of(const Options& options, const content::Snapshot& snapshot, const Screen& screen, content::Instant now,
             bool clock_trusted) {
    View view;
    view.size = options.size.value_or(Size{1920, 1080});
    view.language = options.language.value_or(snapshot.pack.edition.default_language);
    view.text_scale = options.text_scale;
    view.now = now;
    view.clock_trusted = clock_trusted;
    const auto by_hour = theme_of_hour(now, snapshot.pack.edition.zone, clock_trusted);
    view.theme = options.theme.value_or(screen.theme.value_or(by_hour));
    if (!options.browse) return view;
    Browsing& browsing = view.browsing.emplace();
    browsing.preferences.language = view.language;
    browsing.preferences.text_scale = view.text_scale;
    browsing.preferences.reach = options.reach;
    browsing.overlay = options.overlay;
    browsing.scroll = options.scroll;
    browsing.query = options.query;
    browsing.can_go_back = true;
    if (options.query.empty()) return view;
    if (const auto search = content::search_of_pack(snapshot.pack)) {
        browsing.hits = search_hits(**search, view, snapshot.pack);
    }
    return view;
}

content::Status write_frames(const FrameRequest& request) {
    return request.options.frame_all.empty() ? write_one(request) : write_all(request);
}

void rehearse(const FrameRequest& request, const std::function<bool(const Scene&, content::Language)>& begins) {
    const ScheduledSlide slide =
        choose_slide(request.snapshot.pack, request.screen, request.now, request.clock_trusted);
    View view = view_of(request);
    view.language = request.options.language.value_or(slide.language);
    if (!begins(slide.scene, view.language)) return;
    const Frame frame = build_frame(slide.scene, request.snapshot, request.screen, view, request.resources);
    for (const Element& element : frame.elements) {
        const auto* words = std::get_if<TextBlock>(&element.what);
        if (words != nullptr) static_cast<void>(request.resources.text.rasterize(words->spec, words->box.width));
    }
}

}  // namespace kiosk
