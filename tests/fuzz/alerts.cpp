// The sign of a mail's link, which is all that acknowledging by one tap asks for.
#include <string>

#include "sync/alerts/alerts_schema.h"
#include "sync/alerts/outbox.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/hub_store.h"

namespace {

constexpr content::Instant now{std::chrono::seconds(1'773'651'600)};

/// A hub that has one message.
struct Hub : fuzz::HubStore {
    Hub() : HubStore(alerts::schema()) {
        alerts::Message message;
        message.made = now;
        message.subject = "Foyer M is silent";
        const auto id = alerts::put(*store, message);
        fuzz::require(id.has_value(), "no message");
        const auto sign = alerts::link_of(*store, *id);
        fuzz::require(sign.has_value(), "no link");
        link = *sign;
    }
    std::string link{};  ///< of its message; another one in each run, since the hub's secret is
};

/// The hub's own link with one piece in the place of another: what nobody would find who only guesses.
std::string nearly(const std::string& link, fuzz::Input& input) {
    std::string changed = link;
    const std::size_t at = input.choose(link.size());
    const std::size_t length = input.choose(link.size() - at + 1);
    changed.replace(at, length, input.rest());
    return changed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Hub hub;
    fuzz::Input input(data, size);
    const bool is_near = input.choose(2) == 1;
    const std::string link = is_near ? nearly(hub.link, input) : std::string(input.rest());
    const auto message = alerts::message_of_link(*hub.store, link, now);
    fuzz::require(message.has_value() == (link == hub.link), "a link that is none", link);
    fuzz::require(message || message.error().code == content::Code::not_found, "another error than that it is none");
    return 0;
}
