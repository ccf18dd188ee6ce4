#include "kiosk/kms/display_kms.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "kiosk/display/panel_memory.h"

namespace kiosk {
namespace {

void copy_row(const Canvas& from, int row, int left, int right, const Canvas& to) {
    if (left < right) std::copy_n(pixel_of(from, left, row), right - left, pixel_of(to, left, row));
}

class KmsDisplay final : public Display {
public:
    KmsDisplay(OpenCards open, PanelWish wish, PanelRotation rotation, std::function<void()> window_changed,
               std::function<void(const std::string&)> log)
        : Display(rotation), glass_(std::move(open), std::move(wish), std::move(window_changed), std::move(log)) {
        take_size();
    }

    bool adopt_window_size() override {
        glass_.look();
        if (glass_.size() == panel()) {
            // A panel that came back gets the picture that it had.
            if (glass_.is_new()) show();
            return false;
        }
        take_size();
        return true;
    }

    void write(Layer layer, const PixelRect& area, Offset offset, const Write& write) override {
        const PixelRect part = area.intersection(visible(offset));
        if (part.is_empty()) return;
        if (layer == Layer::next && next_.size != panel()) next_ = make_pixels(panel());
        const Canvas target = canvas_of(layer == Layer::next ? next_ : showing_);
        const PixelRect place = write_on_panel(target, part, on_panel(offset), rotation(), write);
        if (layer == Layer::showing) changed_.push_back(place);
    }

    void present(float mix) override {
        const bool is_fade = mix > 0 && next_.size == panel();
        if (!is_fade) {
            give_up_fade();
            return show();
        }
        if (!fade_) fade_ = Fade{Difference(canvas_of(showing_), canvas_of(next_)), 0};
        fade_->share = share_of_256(mix);
        changed_.push_back(fade_->difference.area());
        show();
    }

    void set_power(bool is_on) override {
        if (std::exchange(is_on_, is_on) == is_on) return;
        if (!is_on) return glass_.switch_off();
        changed_ = {whole(panel())};
        show();
    }

    [[nodiscard]] bool is_shown() const override {
        if (!is_on_) return true;
        return glass_.state() == Panel::State::absent || (glass_.state() == Panel::State::shows && is_legible_);
    }

    [[nodiscard]] Link link() const override {
        return is_on_ && glass_.state() == Panel::State::shows && is_legible_ ? Link::on : Link::off;
    }

    /// Not what the panel gets, which may be slow to read; has_arrived() has looked at that.
    [[nodiscard]] Canvas composed() const override {
        auto* pixels = const_cast<std::uint32_t*>(showing_.argb.data());  // NOLINT: for those who read
        return {pixels, panel().width, showing_.size};
    }

    void take_next() override {
        if (next_.size != panel()) return;
        changed_.push_back(fade_ ? fade_->difference.area() : whole(panel()));
        fade_.reset();
        showing_ = std::move(next_);
        next_ = {};
    }

    [[nodiscard]] bool is_accelerated() const override { return false; }

    [[nodiscard]] Pixels read_back() const override {
        const Canvas glass = glass_.showing();
        if (glass.size != panel()) return showing_;
        Pixels copy = make_pixels(panel());
        for (int y = 0; y < panel().height; ++y)
            copy_row(glass, y, 0, panel().width, canvas_of(copy));
        return copy;
    }

private:
    struct Fade {
        Difference difference;
        unsigned share = 0;
    };

    void take_size() {
        set_panel(glass_.size());
        showing_ = make_pixels(panel());
        next_ = {};
        fade_.reset();
        changed_ = {whole(panel())};
    }

    void give_up_fade() {
        if (!fade_) return;
        changed_.push_back(fade_->difference.area());
        fade_.reset();
    }

    void show() {
        if (!is_on_) return;                   // all that changed is shown when it is on again
        if (glass_.size() != panel()) return;  // window_changed() was called: adopt_window_size() comes
        const auto changed = std::exchange(changed_, {});
        glass_.show(changed, [this](const std::vector<PixelRect>& areas, const Canvas& canvas) {
            for (const PixelRect& area : areas) {
                for (int y = area.y; y < area.bottom(); ++y)
                    draw_row(y, area.x, area.right(), canvas);
            }
        });
        if (!fade_) is_legible_ = has_arrived();
    }

    void draw_row(int y, int left, int right, const Canvas& canvas) {
        if (!fade_) return copy_row(canvas_of(showing_), y, left, right, canvas);
        const auto span = fade_->difference.span(y, left, right);
        copy_row(canvas_of(showing_), y, left, span.left, canvas);
        mix_row(canvas_of(showing_), canvas_of(next_), fade_->share, y, span, canvas);
        copy_row(canvas_of(showing_), y, span.right, right, canvas);
    }

    /// Whether some pixels of what the panel gets are those of the picture: memory of a card that takes nothing reads
    /// otherwise.
    [[nodiscard]] bool has_arrived() {
        const Canvas glass = glass_.showing();
        if (glass.pixels == nullptr) return true;  // there is no panel, or the kernel said no already
        for (const auto& [x, y] : std::array<std::pair<int, int>, 5>{{{1, 1}, {7, 1}, {4, 4}, {1, 7}, {7, 7}}}) {
            const int column = panel().width * x / 8;
            const int row = panel().height * y / 8;
            const std::uint32_t difference = *pixel_of(glass, column, row) ^ showing_.at(column, row);
            if ((difference & 0xFFFFFFU) != 0) return false;
        }
        return true;
    }

    Panel glass_;
    Pixels showing_;
    Pixels next_;
    std::optional<Fade> fade_;
    std::vector<PixelRect> changed_;  ///< since the last picture shown
    bool is_legible_ = true;
    bool is_on_ = true;
};

}  // namespace

std::unique_ptr<Display> make_kms_display(OpenCards open, PanelWish wish, PanelRotation rotation,
                                          std::function<void()> window_changed,
                                          std::function<void(const std::string&)> log) {
    return std::make_unique<KmsDisplay>(std::move(open), std::move(wish), rotation, std::move(window_changed),
                                        std::move(log));
}

}  // namespace kiosk
