#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/items/items.h"
#include "content/items/snapshot.h"
#include "kiosk/frame/frame.h"
#include "kiosk/frame/qr.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"
#include "kiosk/text/theme.h"

namespace kiosk {

/// Builds one Frame. Scenes compute as if every language ran from left to right: x = 0 is the start side. `finish`
/// mirrors rectangles, strokes and targets once when the frame's language runs from right to left; pictures, codes and
/// whatever was added as physical keep their inner orientation. So no scene knows about mirroring.
class Composer {
public:
    Composer(const View& view, const Screen& screen, const content::Snapshot& snapshot, const Resources& resources,
             content::Language language);

    // --- measures -----------------------------------------------------------------------------------------------
    [[nodiscard]] float u(float units) const { return units * u_; }
    [[nodiscard]] float width() const { return static_cast<float>(view_.size.width); }
    [[nodiscard]] float height() const { return static_cast<float>(view_.size.height); }
    [[nodiscard]] bool is_portrait() const { return view_.size.is_portrait(); }
    /// The em in pixels of a type token in u, with the screen's factor k and the visitor's text size; never under the
    /// floor (SCENES.md 1.2, 3.1).
    [[nodiscard]] float type(float token) const;
    /// Boxes that hold text grow by this: k times the visitor's text size.
    [[nodiscard]] float text_factor() const { return factor_; }
    /// Over 1.3 the compact variants apply: shorter gist, no figures, fewer rows.
    [[nodiscard]] bool is_compact() const { return factor_ > 1.3F; }
    [[nodiscard]] float hairline() const;

    // --- context ------------------------------------------------------------------------------------------------
    [[nodiscard]] const View& view() const { return view_; }
    [[nodiscard]] const Screen& screen() const { return screen_; }
    [[nodiscard]] const content::Pack& pack() const { return snapshot_.pack; }
    [[nodiscard]] const content::Edition& edition() const { return snapshot_.pack.edition; }
    [[nodiscard]] const Tokens& tokens() const { return resources_.tokens; }
    [[nodiscard]] const Strings& strings() const { return resources_.strings; }
    [[nodiscard]] const TypeScale& scale() const { return resources_.tokens.type; }
    [[nodiscard]] const Palette& palette() const { return palette_; }
    [[nodiscard]] bool is_high_contrast() const { return view_.theme == ThemeName::high_contrast; }
    /// The language of this frame: the wanted one, or the fallback of the item that the scene is about.
    [[nodiscard]] content::Language language() const { return language_; }
    [[nodiscard]] content::LocalTime local_now() const;
    [[nodiscard]] std::string words(std::string_view key, const Arguments& arguments = {}) const;
    [[nodiscard]] const TopicLook& look(std::string_view topic_id) const;
    [[nodiscard]] std::string topic_name(std::string_view topic_id) const;

    // --- text ---------------------------------------------------------------------------------------------------
    /// A spec in the frame's language; `token` from scale(). High contrast and larger text turn head into ui
    /// (SCENES.md 1.1).
    [[nodiscard]] TextSpec spec(std::string text, float token, int weight, Typeface typeface = Typeface::ui,
                                Leading leading = Leading::ui) const;
    [[nodiscard]] TextExtent measure(const TextSpec& spec) const { return resources_.text.measure(spec); }
    /// The width of its widest word, between spaces: in a narrower line it would be broken.
    [[nodiscard]] float widest_word(TextSpec spec) const;
    /// Adds the block with its top start corner at (x, y), wrapped at spec.width; returns the box it takes.
    Rect text(float x, float y, TextSpec spec, Colour colour, int order = -1);
    /// The same, painted only inside `clip`: for text that scrolls.
    Rect text_clipped(float x, float y, TextSpec spec, Colour colour, const Rect& clip);
    /// The same inside `box`, aligned horizontally as the spec says and vertically centred.
    Rect text_in(const Rect& box, TextSpec spec, Colour colour, int order = -1);

    /// The code of an address or a calendar entry; none where it is too long for one.
    [[nodiscard]] std::optional<QrMatrix> code(const std::string& payload, QrUse use) const {
        return resources_.codes.of(payload, use);
    }
    /// Modules at each side of that code, without making it; 0: there is none.
    [[nodiscard]] int code_modules(const std::string& payload, QrUse use) const {
        return resources_.codes.modules(payload, use);
    }

    // --- shapes -------------------------------------------------------------------------------------------------
    void fill(const Rect& rect, Colour colour, float radius = 0);
    void outline(const Rect& rect, Colour colour, float thickness, float radius = 0);
    void hairline_at(float x, float y, float length, Colour colour);
    void photo(const Rect& rect, const content::Photo& photo, float radius = 0);
    void stroke(Stroke stroke);
    void polygon(std::vector<Point> points, Colour colour);
    /// Draws a white plate with the code, as large as whole pixels allow inside `plate` (square; quiet zone included).
    /// Returns false and draws nothing when a module would be under 4 px.
    bool qr(const Rect& plate, const QrMatrix& matrix, float radius);
    /// Elements added after this keep their shape when the frame is mirrored (arrows on walls); only their box moves.
    void begin_physical(const Rect& box);
    void end_physical();

    // --- behaviour ----------------------------------------------------------------------------------------------
    void target(const Rect& rect, Action action, std::string id, std::string label, int layer = 0);
    /// The frame is no longer true at `instant` (the earliest given counts).
    void changes_at(content::Instant instant);
    /// The frame shows the time of day.
    void changes_each_minute();
    void dwell(int seconds) { frame_.dwell_seconds = seconds; }
    /// How long a visitor may look without touching, seconds; SCENES.md 2.12.
    void idle(int seconds) { frame_.idle_seconds = seconds; }
    void scrolls(Scrolling scrolling) { frame_.scrolling = std::move(scrolling); }
    /// The next sentence that reading aloud says; empty ones are left out.
    void speak(std::string sentence) {
        if (!sentence.empty()) frame_.spoken.push_back(std::move(sentence));
    }

    [[nodiscard]] Frame finish();

private:
    struct PhysicalRange {
        std::size_t first = 0;
        std::size_t last = 0;
        Rect box;
    };
    void add(Element element);

    const View& view_;
    const Screen& screen_;
    const content::Snapshot& snapshot_;
    const Resources& resources_;
    const Palette& palette_;
    content::Language language_;
    float u_;
    float factor_;
    Frame frame_;
    std::vector<PhysicalRange> physical_;
};

/// k of SCENES.md 1.2, 1 to 1.7, which enlarges type on small or distant screens; 1 when the diagonal is unknown.
[[nodiscard]] float text_factor(const Screen& screen, Size size);

}  // namespace kiosk
