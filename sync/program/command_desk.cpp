#include "sync/program/command_desk.h"

#include <iostream>
#include <utility>

#include "content/base/printable.h"
#include "sync/program/hub_parts.h"
#include "sync/screens/registry.h"

namespace hub {

using content::Result;
using content::Status;

Result<std::unique_ptr<Desk>> Desk::open(const std::string& folder, content::Instant now) {
    auto settings = load_settings(folder);
    if (!settings) return settings.error();
    auto store = store::Store::open(settings->database, hub_schema(), store::Opening::existing);
    if (!store) return store.error();
    return std::unique_ptr<Desk>(new Desk(std::move(*settings), std::move(*store), now));
}

Status Desk::change(people::Deed deed, const std::function<Status()>& body) {
    return store->transaction([&]() -> Status {
        if (auto done = body(); !done) return done;
        deed.at = now;
        deed.address = "machine";
        return people::Logbook(*store).append(deed);
    });
}

Result<screens::Screen> Desk::find(const std::string& words) {
    return screens::find_screen(*store, std::string_view(words));
}

void print(const content::JsonValue& value) {
    std::cout << content::to_compact_json(value) << "\n";
}

void print(const std::string& words) {
    std::cout << content::printable(words, content::Lines::many);
}

}  // namespace hub
