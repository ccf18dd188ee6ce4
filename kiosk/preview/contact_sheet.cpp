#include "kiosk/preview/contact_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "kiosk/check/frame_lint.h"
#include "kiosk/check/pack_layout.h"
#include "kiosk/paint/paint.h"
#include "kiosk/paint/png.h"
#include "kiosk/paint/still.h"
#include "kiosk/scenes/build_frame.h"

namespace kiosk {

using namespace std::chrono_literals;
using content::Instant;
using content::Language;

namespace {

constexpr int small_height = 216;  // px of a small picture
constexpr int gap = 12;            // px
constexpr int caption = 26;        // px, over each row of pictures
constexpr int list_line = 24;      // px, of the findings under a scene
constexpr std::size_t listed = 6;  // findings under a scene; all are in the report
constexpr std::size_t languages_in_row = 2;
constexpr float red_edge = 3;  // px
constexpr Colour paper{244, 244, 240, 255};
constexpr Colour ink{20, 30, 40, 255};
constexpr Colour red{200, 16, 16, 255};

/// One scene at the moment at which it is shown.
struct Entry {
    Scene scene;
    Instant at;
    bool browses = false;

    [[nodiscard]] std::string name() const { return to_string(scene) + (browses ? " (browsing)" : ""); }
};

Scene scene_of(SceneKind kind, const std::string& id = "") {
    Scene scene;
    scene.kind = kind;
    scene.id = id;
    return scene;
}

std::vector<Entry> fixed_entries(const content::Pack& pack, Instant now) {
    std::vector<Entry> entries;
    for (const SceneKind kind : {SceneKind::programme, SceneKind::links}) {
        if (kind == SceneKind::programme ? pack.events.empty() : pack.links.empty()) continue;
        entries.push_back({scene_of(kind), now, false});
        entries.push_back({scene_of(kind), now, true});
    }
    entries.push_back({scene_of(SceneKind::home), now, true});
    if (!pack.stories.empty()) entries.push_back({scene_of(SceneKind::stories), now, true});
    entries.push_back({scene_of(SceneKind::search), now, true});
    entries.push_back({scene_of(SceneKind::clock), now, false});
    return entries;
}

std::vector<Entry> item_entries(const content::Pack& pack, Instant now) {
    std::vector<Entry> entries;
    for (const content::Notice& notice : pack.notices) {
        const bool is_red = notice.level == content::NoticeLevel::emergency;
        entries.push_back({scene_of(is_red ? SceneKind::emergency : SceneKind::notice, notice.id),
                           shown_at(notice.validity, std::max(now, notice.posted)), false});
    }
    for (const content::Call& call : pack.calls) {
        const Instant at = shown_at(call.validity, std::min(now, call.deadline - 1h));
        entries.push_back({scene_of(SceneKind::call, call.id), at, false});
    }
    for (const content::Story& story : pack.stories)
        entries.push_back({scene_of(SceneKind::highlight, story.id), shown_at(story.validity, now), false});
    for (const content::Event& event : pack.events)
        entries.push_back({scene_of(SceneKind::event, event.id), shown_at(event.validity, now), false});
    return entries;
}

/// At most `most` of the entries, evenly spread.
std::vector<Entry> spread(const std::vector<Entry>& entries, std::size_t most) {
    if (entries.size() <= most) return entries;
    std::vector<Entry> kept;
    for (std::size_t i = 0; i < most; ++i)
        kept.push_back(entries[i * entries.size() / most]);
    return kept;
}

int small_width(Size size) {
    return size.width * small_height / size.height;
}

class Sheets {
public:
    Sheets(const content::Snapshot& snapshot, const Resources& resources)
        : snapshot_(snapshot), resources_(resources), painter_(resources.text, text_budget) {}

    /// Whether the layout check finds anything in any language and size; findings of one kind are one. They are listed
    /// on the sheets, and in the report unless check_pack_layout() says them in its own words.
    bool check(const Entry& entry, std::vector<content::Finding>& report) {
        std::map<std::string, std::string> where;
        std::set<std::string> told;
        for (const Language language : snapshot_.pack.edition.languages) {
            for (const Size size : checked_sizes) {
                const Frame frame =
                    build_frame(entry.scene, snapshot_, Screen(), view_of(entry, language, size), resources_);
                std::set<std::string> seen;
                for (const LintFault& fault : faults_of(frame)) {
                    const std::string what = fmt::format("{} in {}", name(fault.kind), content::code(language));
                    if (!is_told(entry, language, fault)) told.erase(what);
                    if (!seen.insert(what).second) continue;
                    if (!where.contains(what) && is_told(entry, language, fault)) told.insert(what);
                    std::string& at = where[what];
                    at += fmt::format("{}{}x{}", at.empty() ? "" : ", ", size.width, size.height);
                }
            }
        }
        for (const auto& [what, at] : where) {
            findings_.push_back({content::Severity::warning, entry.name(), 0, fmt::format("{} at {}", what, at)});
            if (!told.contains(what)) report.push_back(findings_.back());
        }
        return !where.empty();
    }

    /// One file of several scenes.
    content::Status write(const std::vector<Entry>& entries, const std::string& path) {
        const std::size_t languages = snapshot_.pack.edition.languages.size();
        const auto in_row = static_cast<int>(std::min(languages, languages_in_row));
        int block = gap;
        for (const Size size : checked_sizes)
            block += small_width(size) + gap;
        const int scene_height = caption + languages_height() + static_cast<int>(listed) * list_line + gap;
        Frame sheet;
        sheet.size = {in_row * block, static_cast<int>(entries.size()) * scene_height + gap};
        sheet.elements.push_back(
            {Fill{{0, 0, static_cast<float>(sheet.size.width), static_cast<float>(sheet.size.height)}, paper, 0, 0, {}},
             {},
             0});
        pictures_.clear();
        int y = gap;
        for (const Entry& entry : entries) {
            add_scene(sheet, entry, y, block);
            y += scene_height;
        }
        Pixels out = make_pixels(sheet.size);
        const auto find = [&](const PhotoElement& photo) -> const Pixels* {
            const auto found = pictures_.find(photo.sha256);
            return found == pictures_.end() ? nullptr : &found->second;
        };
        painter_.paint(sheet, whole(sheet.size), at_rest, find, canvas_of(out));
        painter_.forget_text();
        return write_png(path, out);
    }

private:
    static constexpr std::size_t text_budget = 16 * 1024 * 1024;

    [[nodiscard]] View view_of(const Entry& entry, Language language, Size size) const {
        View view;
        view.size = size;
        view.language = language;
        view.now = entry.at;
        if (entry.browses) {
            view.browsing.emplace();
            view.browsing->preferences.language = language;
        }
        return view;
    }

    /// Of the rows of pictures of one scene.
    [[nodiscard]] int languages_height() const {
        const std::size_t languages = snapshot_.pack.edition.languages.size();
        return static_cast<int>((languages + languages_in_row - 1) / languages_in_row) * (small_height + caption);
    }

    /// Whether the fault is that a headline or a gist is shortened on its own slide, which check_pack_layout() says.
    [[nodiscard]] bool is_told(const Entry& entry, Language language, const LintFault& fault) const {
        constexpr std::size_t told_by = 20;  // bytes of the words; a fault has more of them
        if (fault.kind != FaultKind::shortened || entry.browses) return false;
        const content::Pack& pack = snapshot_.pack;
        const auto is_of = [&](const auto& items, const auto&... words) {
            const auto item = std::ranges::find(items, entry.scene.id, [](const auto& one) { return one.id; });
            if (item == items.end()) return false;
            const auto& text = content::text_in(item->texts, language, pack.edition);
            return (is_quoted(fault, (text.*words).substr(0, told_by)) || ...);
        };
        switch (entry.scene.kind) {
            case SceneKind::highlight:
                return is_of(pack.stories, &content::StoryText::headline, &content::StoryText::gist);
            case SceneKind::call: return is_of(pack.calls, &content::CallText::headline);
            case SceneKind::event: return is_of(pack.events, &content::EventText::title);
            default: return false;
        }
    }
    static bool is_quoted(const LintFault& fault, std::string_view words) {
        return !words.empty() && fault.message.find('"' + std::string(words)) != std::string::npos;
    }

    [[nodiscard]] std::vector<LintFault> faults_of(const Frame& frame) const {
        LintRules rules;
        if (frame.targets.empty()) rules.edge = 0;  // an emergency fills the picture
        return lint_frame(frame, resources_.text, resources_.tokens, rules);
    }

    void add_words(Frame& sheet, const std::string& words, int x, int y, int width, Colour colour) const {
        TextSpec spec;
        spec.text = words;
        spec.style.size = 17;
        spec.width = static_cast<float>(width);
        spec.max_lines = 1;
        const TextExtent extent = resources_.text.measure(spec);
        const Rect box{static_cast<float>(x), static_cast<float>(y), spec.width, extent.height};
        sheet.elements.push_back({TextBlock{box, std::move(spec), colour, {}}, {}, 0});
    }

    void add_scene(Frame& sheet, const Entry& entry, int y, int block) {
        const std::string title = entry.name();
        add_words(sheet, title, gap, y, sheet.size.width - 2 * gap, ink);
        y += caption;
        const std::vector<Language>& languages = snapshot_.pack.edition.languages;
        for (std::size_t i = 0; i < languages.size(); ++i) {
            int x = gap + static_cast<int>(i % languages_in_row) * block;
            const int top = y + static_cast<int>(i / languages_in_row) * (small_height + caption);
            add_words(sheet, std::string(content::code(languages[i])), x, top, block - 2 * gap, ink);
            for (const Size size : checked_sizes) {
                add_picture(sheet, entry, languages[i], size, x, top + caption);
                x += small_width(size) + gap;
            }
        }
        y += languages_height();
        std::size_t line = 0;
        for (const content::Finding& finding : findings_) {
            if (finding.file != title || line == listed) continue;
            add_words(sheet, finding.message, gap, y + static_cast<int>(line) * list_line, sheet.size.width - 2 * gap,
                      red);
            ++line;
        }
    }

    void add_picture(Frame& sheet, const Entry& entry, Language language, Size size, int x, int y) {
        const Size small{small_width(size), small_height};
        const Rect place{static_cast<float>(x), static_cast<float>(y), static_cast<float>(small.width),
                         static_cast<float>(small.height)};
        const std::string key = fmt::format("{}", pictures_.size());
        const auto build = [&](const View& view) {
            return build_frame(entry.scene, snapshot_, Screen(), view, resources_);
        };
        const Still still = paint_still(build, view_of(entry, language, size), *snapshot_.blobs, painter_);
        pictures_[key] = made_smaller(still.pixels, small);
        PhotoElement photo;
        photo.rect = place;
        photo.sha256 = key;
        sheet.elements.push_back({photo, {}, 0});
        const float scale = place.height / static_cast<float>(size.height);
        for (const LintFault& fault : faults_of(still.frame)) {
            const Rect where{place.x + fault.where.x * scale - red_edge, place.y + fault.where.y * scale - red_edge,
                             fault.where.width * scale + 2 * red_edge, fault.where.height * scale + 2 * red_edge};
            const Rect seen = where.intersection(place);
            if (!seen.is_empty()) sheet.elements.push_back({Fill{seen, {0, 0, 0, 0}, 0, red_edge, red}, {}, 0});
        }
    }

    /// The mean of the pixels that each small one covers.
    static Pixels made_smaller(const Pixels& large, Size size) {
        Pixels small = make_pixels(size);
        for (int y = 0; y < size.height; ++y) {
            const int top = y * large.size.height / size.height;
            const int bottom = std::max(top + 1, (y + 1) * large.size.height / size.height);
            for (int x = 0; x < size.width; ++x) {
                const int left = x * large.size.width / size.width;
                const int right = std::max(left + 1, (x + 1) * large.size.width / size.width);
                std::array<std::uint32_t, 3> sums{};
                for (int row = top; row < bottom; ++row) {
                    for (int column = left; column < right; ++column) {
                        const std::uint32_t pixel = large.at(column, row);
                        for (std::size_t part = 0; part < sums.size(); ++part)
                            sums[part] += pixel >> (8 * part) & 0xFFU;
                    }
                }
                const auto count = static_cast<std::uint32_t>((bottom - top) * (right - left));
                std::uint32_t mean = 0xFF000000U;
                for (std::size_t part = 0; part < sums.size(); ++part)
                    mean |= (sums[part] + count / 2) / count << (8 * part);
                small.argb[static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width) +
                           static_cast<std::size_t>(x)] = mean;
            }
        }
        return small;
    }

    const content::Snapshot& snapshot_;
    const Resources& resources_;
    Painter painter_;
    std::map<std::string, Pixels> pictures_;
    std::vector<content::Finding> findings_;
};

std::string file_of(const std::string& path, std::size_t page) {
    if (page == 0) return path;
    const bool has_ending = path.ends_with(".png");
    const std::string stem = has_ending ? path.substr(0, path.size() - 4) : path;
    return fmt::format("{}-{}{}", stem, page + 1, has_ending ? ".png" : "");
}

}  // namespace

content::Result<SheetReport> write_contact_sheets(const content::Snapshot& snapshot, const Resources& resources,
                                                  Instant now, const std::string& path, const SheetLimits& limits) {
    SheetReport report;
    Sheets sheets(snapshot, resources);
    std::vector<Entry> shown = fixed_entries(snapshot.pack, now);
    for (const Entry& entry : shown)
        sheets.check(entry, report.findings);
    const std::vector<Entry> items = item_entries(snapshot.pack, now);
    const std::size_t all = shown.size() + items.size();
    std::vector<Entry> faultless;
    for (const Entry& entry : spread(items, limits.checked))
        (sheets.check(entry, report.findings) ? shown : faultless).push_back(entry);
    shown.insert(shown.end(), faultless.begin(), faultless.end());
    if (shown.size() > limits.shown) shown.resize(limits.shown);
    report.left_out = all - shown.size();
    for (std::size_t first = 0; first < shown.size(); first += limits.a_page) {
        const std::size_t last = std::min(shown.size(), first + limits.a_page);
        const std::vector<Entry> page(shown.begin() + static_cast<std::ptrdiff_t>(first),
                                      shown.begin() + static_cast<std::ptrdiff_t>(last));
        const std::string file = file_of(path, first / limits.a_page);
        if (const auto written = sheets.write(page, file); !written) return written.error();
        report.files.push_back(file);
    }
    return report;
}

}  // namespace kiosk
