#include "sync/program/seen_commands.h"

#include <chrono>
#include <iostream>
#include <utility>

#include "content/base/files.h"
#include "content/base/text.h"
#include "sync/screens/glass_pictures.h"
#include "sync/screens/receipts.h"
#include "sync/screens/screens_limits.h"

namespace hub {
namespace {

using content::Code;
using content::Error;
using content::Result;
using content::Status;

Result<screens::PlayedRange> range_of(const Desk& desk, const ScreenOptions& options) {
    const content::Date today(std::chrono::floor<std::chrono::days>(desk.now));
    screens::PlayedRange range{content::add_days(today, -static_cast<int>(screens::limits::played_days)), today};
    for (auto [asked, day] : {std::pair{&options.from, &range.from}, std::pair{&options.to, &range.to}}) {
        if (asked->empty()) continue;
        const auto read = content::parse_date(*asked);
        if (!read) return read.error();
        *day = *read;
    }
    return range;
}

/// Lines end as on this machine: of RFC 4180's ends run_printably() would spell out the returns.
void print_lines(std::string_view lines) {
    while (!lines.empty())
        std::cout << content::take_line(lines) << '\n';
}

/// The picture that came, into a file.
Status write_picture(Desk& desk, const screens::Screen& screen, const std::string& file) {
    const auto found = screens::glass_of(*desk.store, screen.id, desk.now);
    if (!found) return found.error();
    if (!*found) return Error{Code::not_found, "nobody has asked for a picture of it in the last day"};
    const screens::ScreenGlass& picture = **found;
    if (!picture.came) return Error{Code::unavailable, "the picture has not come yet"};
    if (picture.png.empty()) return Error{Code::unavailable, "somebody was using the screen: there is no picture"};
    if (auto written = content::write_file(file, picture.png); !written) return written;
    print(file + ": " + picture.scene + ", " + content::to_iso(*picture.came) + "\n");
    return {};
}

}  // namespace

Status print_played(Desk& desk, const ScreenOptions& options) {
    const auto range = range_of(desk, options);
    return range ? screens::write_played(*desk.store, *range, 0, print_lines) : Status(range.error());
}

Status print_touches(Desk& desk, const ScreenOptions& options) {
    const auto range = range_of(desk, options);
    return range ? screens::write_touches(*desk.store, *range, 0, print_lines) : Status(range.error());
}

Status picture(Desk& desk, const ScreenOptions& options) {
    const auto screen = desk.find(options.screen);
    if (!screen) return screen.error();
    if (!options.file.empty()) return write_picture(desk, *screen, options.file);
    people::Deed deed;
    deed.action = "screens.glass";
    deed.subject = std::to_string(screen->id);
    deed.details = {{"name", screen->name}};
    auto asked = desk.change(std::move(deed), [&] { return screens::ask_glass(*desk.store, screen->id, desk.now); });
    if (asked)
        print(std::string("It is asked with its next report; --out FILE writes the picture once it has come.\n"));
    return asked;
}

}  // namespace hub
