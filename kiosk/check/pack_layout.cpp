#include "kiosk/check/pack_layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/scenes/build_frame.h"
#include "kiosk/text/format.h"

namespace kiosk {

using namespace std::chrono_literals;
using content::Finding;
using content::Instant;

namespace {

/// Frames name photos but never read them.
class NoBlobs : public content::BlobStore {
public:
    [[nodiscard]] content::Result<std::string> read(const std::string& sha256, std::size_t) const override {
        return content::Error{content::Code::not_found, "no blobs here: " + sha256};
    }
};

/// What the public should read of an item in one language.
struct Wording {
    std::string headline;
    std::string gist;
    std::string url;
};

std::string to_words(Size size) {
    return fmt::format("{}x{}", size.width, size.height);
}

class LayoutReport {
public:
    LayoutReport(const content::Pack& pack, const Resources& resources) : resources_(resources) {
        snapshot_.pack = pack;
        snapshot_.blobs = std::make_shared<NoBlobs>();
    }

    void item(SceneKind kind, const std::string& file, const std::string& id, Instant now, Language language,
              const Wording& wording) {
        std::string headline_at;
        std::string gist_at;
        std::string code_at;
        for (const Size size : checked_sizes) {
            Scene scene;
            scene.kind = kind;
            scene.id = id;
            View view;
            view.size = size;
            view.language = language;
            view.now = now;
            const Frame frame = build_frame(scene, snapshot_, Screen(), view, resources_);
            const auto note = [&](std::string& at) { at += (at.empty() ? "" : ", ") + to_words(size); };
            if (!is_whole(frame, wording.headline)) note(headline_at);
            if (!wording.gist.empty() && !is_whole(frame, wording.gist)) note(gist_at);
            if (!wording.url.empty() && !has_code(frame)) note(code_at);
        }
        const std::string in = " in " + language_name(language, Language::en);
        add(file, fmt::format("the headline{} is shortened", in), headline_at);
        add(file, fmt::format("the gist{} is shortened", in), gist_at);
        add(file, fmt::format("the code{} does not fit, only the address is printed", in), code_at);
    }

    [[nodiscard]] std::vector<Finding> take() { return std::move(findings_); }

private:
    void add(const std::string& file, const std::string& what, const std::string& at) {
        if (!at.empty()) findings_.push_back({content::Severity::warning, file, 0, fmt::format("{} at {}", what, at)});
    }
    /// A block with exactly these words, and none of them cut.
    [[nodiscard]] bool is_whole(const Frame& frame, const std::string& words) const {
        return std::ranges::any_of(frame.elements, [&](const Element& element) {
            const auto* block = std::get_if<TextBlock>(&element.what);
            return block != nullptr && block->spec.text.find(words) != std::string::npos &&
                   !resources_.text.measure(block->spec).truncated;
        });
    }
    static bool has_code(const Frame& frame) {
        return std::ranges::any_of(frame.elements,
                                   [](const Element& element) { return std::holds_alternative<QrCode>(element.what); });
    }

    content::Snapshot snapshot_;
    const Resources& resources_;
    std::vector<Finding> findings_;
};

}  // namespace

Instant shown_at(const content::Validity& window, Instant wanted) {
    if (window.contains(wanted)) return wanted;
    if (window.from && wanted < *window.from) return *window.from;
    return window.until ? *window.until - 1s : wanted;
}

std::vector<Finding> check_pack_layout(const content::Pack& pack, const Resources& resources) {
    LayoutReport report(pack, resources);
    const Instant any_time{};
    for (const content::Story& story : pack.stories) {
        for (const auto& [language, text] : story.texts) {
            const std::string url = story.links.empty() ? pack.edition.home_url : story.links.front().url;
            report.item(SceneKind::highlight, "story " + story.id, story.id, shown_at(story.validity, any_time),
                        language, {text.headline, text.gist, url});
        }
    }
    for (const content::Call& call : pack.calls) {
        for (const auto& [language, text] : call.texts) {
            report.item(SceneKind::call, "call " + call.id, call.id, shown_at(call.validity, call.deadline - 240h),
                        language, {text.headline, "", call.url});
        }
    }
    for (const content::Event& event : pack.events) {
        const auto* timed = std::get_if<content::TimedSpan>(&event.when);
        for (const auto& [language, text] : event.texts) {
            report.item(SceneKind::event, "event " + event.id, event.id,
                        shown_at(event.validity, timed == nullptr ? any_time : timed->start - 1h), language,
                        {text.title, "", ""});
        }
    }
    return report.take();
}

}  // namespace kiosk
