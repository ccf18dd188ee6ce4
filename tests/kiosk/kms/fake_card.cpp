#include "tests/kiosk/kms/fake_card.h"

#include <algorithm>
#include <map>

namespace kiosk::testing {
namespace {

const content::Error gone{content::Code::unavailable, "no such device"};
const content::Error refused{content::Code::unavailable, "invalid argument"};

class FakeCard final : public Card {
public:
    explicit FakeCard(FakeHardware& hardware) : hardware_(hardware) { ++hardware_.opened; }
    ~FakeCard() override { hardware_.shown = 0; }

    [[nodiscard]] std::string name() const override { return hardware_.name; }
    [[nodiscard]] bool has(ModeSetting kind) const override {
        return kind == ModeSetting::legacy || hardware_.has_atomic;
    }
    content::Result<std::vector<Connector>> connectors() override {
        if (!hardware_.is_there) return gone;
        return hardware_.connectors;
    }

    content::Result<Buffer> make_buffer(Size size) override {
        if (!hardware_.is_there) return gone;
        if (static_cast<int>(memory_.size()) >= hardware_.room) {
            return content::Error{content::Code::unavailable, "no memory"};
        }
        const std::uint32_t id = ++last_;
        Pixels& pixels = memory_[id];
        pixels = make_pixels({size.width + 16, size.height});  // rows are longer than the picture, as of some drivers
        hardware_.buffers.insert(id);
        return Buffer{id, id, pixels.bytes(), {pixels.argb.data(), pixels.size.width, size}};
    }
    void free_buffer(const Buffer& buffer) override {
        memory_.erase(buffer.framebuffer);
        hardware_.buffers.erase(buffer.framebuffer);
    }

    content::Status set_mode(ModeSetting kind, const Output& output, const Buffer& buffer) override {
        if (!hardware_.is_there) return gone;
        const auto& kinds = hardware_.refused_kinds;
        const auto& sizes = hardware_.refused_sizes;
        const bool is_refused = std::ranges::find(kinds, kind) != kinds.end() ||
                                std::ranges::find(sizes, output.mode.size) != sizes.end() || !has(kind) ||
                                !memory_.contains(buffer.framebuffer);
        if (is_refused) return refused;
        ++hardware_.modes_set;
        is_flipping_ = false;
        hardware_.mode = output.mode.size;
        hardware_.shown_on = output.connector;
        hardware_.shown_by = kind;
        show(buffer);
        return {};
    }
    void switch_off(ModeSetting /*kind*/) override {
        ++hardware_.switched_off;
        hardware_.shown = 0;
    }
    content::Status flip(ModeSetting kind, const Output& output, const Buffer& buffer,
                         const std::vector<PixelRect>& written) override {
        if (!hardware_.is_there) return gone;
        const bool is_other = buffer.framebuffer != hardware_.shown;
        const bool has_room = !is_other || hardware_.room_to_show > 1;
        if (is_flipping_ || !has_room || kind != hardware_.shown_by || output.connector != hardware_.shown_on) {
            return refused;
        }
        ++hardware_.flips;
        is_flipping_ = true;
        hardware_.told = written;
        show(buffer);
        return {};
    }
    [[nodiscard]] bool finish_flip(content::Steady /*limit*/) override {
        if (is_flipping_ && !hardware_.ends_flips) return false;
        is_flipping_ = false;
        return true;
    }
    content::Result<Scanout> scanout(std::uint32_t /*pipe*/) override {
        if (!hardware_.is_there) return gone;
        return Scanout{hardware_.shown, hardware_.mode};
    }

private:
    void show(const Buffer& buffer) {
        hardware_.shown = hardware_.is_deaf ? 4711 : buffer.framebuffer;
        if (hardware_.reads_back) return;
        auto& pixels = memory_[buffer.framebuffer].argb;
        std::fill(pixels.begin(), pixels.end(), 0xFFFFFFFFU);
    }

    FakeHardware& hardware_;
    std::map<std::uint32_t, Pixels> memory_;
    std::uint32_t last_ = 0;
    bool is_flipping_ = false;
};

}  // namespace

Mode mode_of(Size size, int refresh_mhz, bool is_preferred) {
    Mode mode;
    mode.size = size;
    mode.refresh_mhz = refresh_mhz;
    mode.is_preferred = is_preferred;
    return mode;
}

Connector connected(std::uint32_t id, const std::string& name, const std::vector<Size>& sizes,
                    const std::string& panel) {
    Connector connector = empty_socket(id, name);
    connector.is_connected = true;
    connector.panel = panel;
    for (const Size size : sizes)
        connector.modes.push_back(mode_of(size, 60'000, size == sizes.front()));
    return connector;
}

Connector empty_socket(std::uint32_t id, const std::string& name) {
    Connector connector;
    connector.id = id;
    connector.name = name;
    connector.pipes = {50, 51};
    return connector;
}

OpenCards cards_of(std::vector<FakeHardware*> machine) {
    return [machine = std::move(machine)](const std::string& except) {
        std::vector<std::unique_ptr<Card>> cards;
        for (FakeHardware* const hardware : machine) {
            if (hardware->is_there && hardware->name != except) cards.push_back(std::make_unique<FakeCard>(*hardware));
        }
        return cards;
    };
}

}  // namespace kiosk::testing
