#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

#include "tests/support/temporary_folder.h"

/// A machine as the kernel tells of it, in a folder: things can be plugged in and out.
class FakeKernel {
public:
    [[nodiscard]] const std::filesystem::path& root() const { return folder_.path(); }

    /// A card of this driver; empty: the kernel does not name one.
    void card(const std::string& name, const std::string& driver) const {
        folder_.write("dev/dri/" + name, "");
        std::filesystem::create_directories(drm(name) / "device/drm");
        if (!driver.empty())
            std::filesystem::create_symlink("../bus/pci/drivers/" + driver, drm(name) / "device/driver");
    }
    void render_node(const std::string& card, const std::string& node) const {
        std::filesystem::create_directories(drm(card) / "device/drm" / node);
    }
    /// An empty socket: "card0-HDMI-A-1".
    void socket(const std::string& name) const {
        set(name, "status", "disconnected\n");
        set(name, "modes", "");
        set(name, "edid", "");
    }
    void plug(const std::string& socket, const std::string& modes, std::string_view edid) const {
        set(socket, "status", "connected\n");
        set(socket, "modes", modes);
        set(socket, "edid", edid);
    }
    void set(const std::string& socket, const std::string& file, std::string_view bytes) const {
        folder_.write("sys/class/drm/" + socket + "/" + file, bytes);
    }

    struct Bits {
        std::string properties = "0";
        std::string absolute = "0";
        std::string relative = "0";
        std::string keys = "0";
    };
    void input(int number, const std::string& name, const Bits& bits) const {
        const std::string folder = "sys/class/input/input" + std::to_string(number) + "/";
        const std::string node = "event" + std::to_string(number);
        folder_.write(folder + "name", name + "\n");
        folder_.write(folder + "properties", bits.properties + "\n");
        folder_.write(folder + "capabilities/abs", bits.absolute + "\n");
        folder_.write(folder + "capabilities/rel", bits.relative + "\n");
        folder_.write(folder + "capabilities/key", bits.keys + "\n");
        folder_.write(folder + node + "/dev", "13:69\n");
        folder_.write("dev/input/" + node, "");
    }
    void write(const std::string& name, std::string_view bytes) const { folder_.write(name, bytes); }

    /// A program that has these files open.
    void process(int number, const std::string& program, std::initializer_list<std::string> open) const {
        const std::string folder = "proc/" + std::to_string(number) + "/";
        folder_.write(folder + "comm", program + "\n");
        std::filesystem::create_directories(root() / (folder + "fd"));
        int file = 0;
        for (const std::string& target : open)
            std::filesystem::create_symlink(target, root() / (folder + "fd") / std::to_string(file++));
    }

private:
    [[nodiscard]] std::filesystem::path drm(const std::string& name) const { return root() / "sys/class/drm" / name; }

    TemporaryFolder folder_;
};

/// The base block of a panel of Dell, 53 by 30 cm, that calls itself `name`, with a checksum that fits.
inline std::string edid_of(std::string_view name) {
    std::string block("\x00\xFF\xFF\xFF\xFF\xFF\xFF\x00\x10\xAC\xE1\x40", 12);
    block.resize(128, '\0');
    block[21] = 53;
    block[22] = 30;
    std::string text(name);
    if (text.size() < 13) text += '\n';
    text.resize(13, ' ');
    block.replace(72, 5, std::string_view("\0\0\0\xFC\0", 5));
    block.replace(77, 13, text);
    unsigned sum = 0;
    for (const char c : block)
        sum += static_cast<unsigned char>(c);
    block.back() = static_cast<char>((256 - sum % 256) % 256);
    return block;
}
