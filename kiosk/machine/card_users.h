#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kiosk {

/// A program that has a graphics card open for showing pictures: "/dev/dri/card0", not a render node.
struct CardUser {
    int process = 0;
    std::string program;  ///< "kiosk", one printable line
};

struct CardUsers {
    std::vector<CardUser> users;  ///< by process; without the caller, and without logind, which opens cards for others
    bool is_all = false;          ///< false: there are programs that the caller may not look into
};

/// Looks into all programs (/proc) for who shows on the machine's panels. `root` is "/", but for tests; `self` is the
/// caller's own process.
[[nodiscard]] CardUsers card_users(const std::filesystem::path& root, int self);

}  // namespace kiosk
