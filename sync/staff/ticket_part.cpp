#include "sync/staff/ticket_part.h"

#include <chrono>
#include <utility>

#include "sync/console/screens/ticket_page.h"
#include "sync/hub/http_fields.h"
#include "sync/screens/prepare.h"
#include "sync/screens/refusal.h"
#include "sync/screens/ticket.h"
#include "sync/screens/zip_file.h"
#include "sync/staff/gate.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::Result;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;

constexpr int usual_days = 7;
constexpr std::string_view file_name = "rotunda-screens.zip";

/// What was typed, on the clock of the viewer. The last second of the day still counts.
Result<screens::TicketWish> read_wish(const console::TicketForm& form, const console::Viewer& viewer) {
    const auto count = hub::read_number(form.count);
    if (!count) return screens::refuse(screens::Refusal::ticket_count);
    const auto day = content::parse_date(form.until);
    if (!day) return screens::refuse(screens::Refusal::ticket_days);
    const auto end = content::start_of_day(content::add_days(*day, 1), viewer.zone) - std::chrono::seconds(1);
    return screens::TicketWish{*count, end, form.network};
}

HttpAnswer file_answer(std::string bytes) {
    HttpAnswer answer = hub::page_answer("application/zip", std::move(bytes));
    answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string(file_name) + "\"");
    return answer;
}

class TicketPart : public hub::HubPart {
public:
    TicketPart(Gate gate, hub::HubServices services) : gate_(std::move(gate)), services_(std::move(services)) {}

    std::vector<hub::HttpRoute> routes() override {
        return {route("GET", "/screens/prepare", this, &TicketPart::page),
                route("POST", "/screens/prepare", this, &TicketPart::prepare),
                route("POST", "/screens/prepare/end", this, &TicketPart::end)};
    }

private:
    HttpAnswer page(const HttpRequest& request);
    HttpAnswer prepare(const HttpRequest& request);
    HttpAnswer end(const HttpRequest& request);
    Result<std::string> page_of(const Asker& asker, console::TicketPage page);

    Gate gate_;
    hub::HubServices services_;
};

Result<std::string> TicketPart::page_of(const Asker& asker, console::TicketPage page) {
    auto tickets = screens::list_tickets(gate_.store());
    if (!tickets) return tickets.error();
    page.tickets = std::move(*tickets);
    page.address = services_.address;
    return console::ticket_page(asker.viewer, page);
}

HttpAnswer TicketPart::page(const HttpRequest& request) {
    return gate_.get(request, Action::prepare_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        console::TicketPage page;
        const auto today = content::to_local(asker.viewer.now, asker.viewer.zone).date;
        page.form.until = content::to_iso(content::add_days(today, usual_days));
        page.said = said_of(request, asker.viewer);
        return html(page_of(asker, std::move(page)));
    });
}

HttpAnswer TicketPart::prepare(const HttpRequest& request) {
    console::TicketForm form;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        form = {posted.text("count"), posted.text("until"), posted.text("network")};
        posted.deed.details = {{"count", form.count}, {"until", form.until}, {"network", form.network}};
        // A ticket is for no place: whoever has it brings screens to all of them.
        if (!posted.may(Action::prepare_screens, "")) return Error{Code::unsupported, "for all places only"};
        const auto wish = read_wish(form, posted.asker.viewer);
        if (!wish) return wish.error();
        posted.deed.details["until"] = content::to_iso(wish->until);
        const auto now = posted.asker.viewer.now;
        const auto files = screens::prepare_files(
            gate_.store(), {{}, services_.depot, services_.address, *wish, services_.certificate}, now);
        // Without a depot there is nothing that a person could type otherwise.
        if (!files && files.error().code == Code::not_found) return Error{Code::io, files.error().message};
        if (!files) return files.error();
        auto zip = screens::zip_of(*files, now);
        if (!zip) return zip.error();
        services_.changed();  // what is saved is a file: the page stays as it is
        return file_answer(std::move(*zip));
    };
    return gate_.post(request, {Action::prepare_screens}, "screens.prepare", act,
                      [&](const Asker& asker, const Error& error) {
                          return page_of(asker, {{}, {}, form, error, {}});
                      });
}

HttpAnswer TicketPart::end(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        posted.deed.subject = posted.text("ticket");
        if (!posted.may(Action::prepare_screens, "")) return Error{Code::unsupported, "for all places only"};
        const auto number = hub::read_number(posted.deed.subject);
        if (!number) return Error{Code::not_found, "no such ticket"};
        if (auto ended = screens::end_ticket(gate_.store(), *number, posted.asker.viewer.now); !ended)
            return ended.error();
        return go_to(console::Path("/screens/prepare").asking("said", "ticket.ended"));
    };
    return gate_.post(request, {Action::prepare_screens}, "screens.end-ticket", act);
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_ticket_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<TicketPart>(std::move(*gate), services));
}

}  // namespace staff
