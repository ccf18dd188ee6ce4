#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "content/base/json.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/hub/hub_folder.h"
#include "sync/people/logbook.h"
#include "sync/screens/screen.h"
#include "sync/store/store.h"

/// What the commands about screens have in common.
namespace hub {

/// A command at the hub's machine: its settings, its database, and the log that it leaves an entry in.
class Desk {
public:
    [[nodiscard]] static content::Result<std::unique_ptr<Desk>> open(const std::string& folder, content::Instant now);

    /// What `body` changes and the log's entry stay together, or neither.
    [[nodiscard]] content::Status change(people::Deed deed, const std::function<content::Status()>& body);
    [[nodiscard]] content::Result<screens::Screen> find(const std::string& words);

    HubSettings settings;
    std::unique_ptr<store::Store> store;
    content::Instant now;

private:
    Desk(HubSettings given, std::unique_ptr<store::Store> opened, content::Instant at)
        : settings(std::move(given)), store(std::move(opened)), now(at) {}
};

void print(const content::JsonValue& value);
/// Of others too: what no terminal should see is written out.
void print(const std::string& words);

/// What their command lines say.
struct ScreenOptions {
    std::string hub = "/srv/rotunda-hub";
    std::string screen;
    std::string other;
    std::string file;
    std::vector<std::string> files;
    std::vector<std::string> scopes;
    std::string login;
    screens::Naming naming;
    std::string until = "friday";
    std::string from;
    std::string to;
    std::string address;
    std::string network = "any";
    std::string certificate;
    std::int64_t count = 1;
    std::int64_t number = 0;
    int minutes = 10;
    bool has_json = false;
    bool has_all = false;
    bool is_check = false;
    bool is_removed = false;
};

}  // namespace hub
