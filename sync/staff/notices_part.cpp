#include "sync/staff/notices_part.h"

#include <algorithm>
#include <set>
#include <utility>

#include "content/items/enum_names.h"
#include "content/items/item_title.h"
#include "sync/console/programme/notices_page.h"
#include "sync/programme/change_notice.h"
#include "sync/screens/registry.h"
#include "sync/staff/gate.h"
#include "sync/staff/pack_forms.h"
#include "sync/staff/request_checks.h"
#include "sync/store/secret.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::Notice;
using content::NoticeLevel;
using content::Result;
using content::edit::NoticeFields;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;

constexpr std::size_t max_words_form = 128 * 1024;  // bytes: seven languages, each letter written as nine
constexpr std::size_t shown_over = 30;
constexpr std::chrono::hours offered_length{2};

struct TypedNotice {
    NoticeFields fields{};
    std::string groups{};
    std::vector<content::edit::FieldFault> faults{};
};

/// Those that somebody wrote something in.
content::PerLanguage<content::NoticeText> typed_texts(const Posted& posted, const content::Edition& edition) {
    content::PerLanguage<content::NoticeText> texts;
    for (const content::Language language : edition.languages) {
        content::NoticeText text;
        text.headline = posted.text(console::text_field("headline", language));
        text.detail = posted.text(console::text_field("detail", language));
        if (text != content::NoticeText()) texts[language] = std::move(text);
    }
    return texts;
}

void newest_first(std::vector<const Notice*>& notices) {
    std::ranges::stable_sort(notices, std::ranges::greater(), &Notice::posted);
}

class NoticesPart : public hub::HubPart {
public:
    NoticesPart(Gate gate, PackForms forms) : gate_(std::move(gate)), forms_(std::move(forms)) {}

    std::vector<hub::HttpRoute> routes() override {
        return {route("GET", "/notices", this, &NoticesPart::list),
                route("GET", "/notices/new", this, &NoticesPart::form),
                route("POST", "/notices/post", this, &NoticesPart::post, max_words_form),
                route("POST", "/notices/end", this, &NoticesPart::end)};
    }

private:
    HttpAnswer list(const HttpRequest& request);
    HttpAnswer form(const HttpRequest& request);
    HttpAnswer post(const HttpRequest& request);
    HttpAnswer end(const HttpRequest& request);
    Result<std::string> list_page(const Asker& asker, const HttpRequest& request, const std::string& failure);
    Result<std::string> form_page(const Asker& asker, const TypedNotice* typed, const std::string& failure);

    Gate gate_;
    PackForms forms_;
};

Result<std::string> NoticesPart::list_page(const Asker& asker, const HttpRequest& request, const std::string& failure) {
    const auto view = forms_.look();
    if (!view) return view.error();
    const auto now = asker.viewer.now;
    const people::Account& account = asker.person->account;
    console::NoticesPage page{(*view)->pack};
    for (const Notice& notice : page.pack.notices) {
        const bool is_up = programme::is_up(notice, now);
        (is_up ? page.up : page.over).push_back(&notice);
        if (is_up && notice.level == NoticeLevel::notice &&
            people::may_for_groups(account, Action::tell, notice.groups, now))
            page.endable.push_back(notice.id);
    }
    newest_first(page.up);
    newest_first(page.over);
    if (page.over.size() > shown_over) page.over.resize(shown_over);
    page.nonce = store::new_secret();
    page.may_tell = people::may_somewhere(account, Action::tell, now);
    auto spread = forms_.spread_of(request, asker);
    if (!spread) return spread.error();
    page.spread = std::move(*spread);
    page.failure = failure;
    page.said = failure.empty() ? said_of(request, asker.viewer) : std::string();
    return console::notices_page(asker.viewer, page);
}

HttpAnswer NoticesPart::list(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens,
                     [&](const Asker& asker) -> Result<HttpAnswer> { return html(list_page(asker, request, {})); });
}

Result<std::string> NoticesPart::form_page(const Asker& asker, const TypedNotice* typed, const std::string& failure) {
    const auto view = forms_.look();
    if (!view) return view.error();
    console::NewNoticePage page{(*view)->pack};
    if (typed != nullptr) {
        page.fields = typed->fields;
        page.groups = typed->groups;
        page.faults = typed->faults;
    } else {
        const auto minute = std::chrono::floor<std::chrono::minutes>(asker.viewer.now + offered_length);
        page.fields.until = programme::written_time(minute, page.pack.edition);
    }
    if (failure != fault_of_form) page.failure = failure;
    const auto screens = screens::list_screens(gate_.store());
    if (!screens) return screens.error();
    std::set<std::string> groups;
    for (const auto& screen : *screens)
        groups.insert(screen.groups.begin(), screen.groups.end());
    page.known_groups.assign(groups.begin(), groups.end());
    page.nonce = store::new_secret();
    page.has_signer = forms_.has_signer();
    return console::new_notice_page(asker.viewer, page);
}

HttpAnswer NoticesPart::form(const HttpRequest& request) {
    return gate_.get_somewhere(request, Action::tell, [&](const Asker& asker) -> Result<HttpAnswer> {
        return html(form_page(asker, nullptr, {}));
    });
}

HttpAnswer NoticesPart::post(const HttpRequest& request) {
    TypedNotice typed;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        const auto before = forms_.done_before(posted);
        if (!before) return before.error();
        if (*before) return go_and_say(console::Path("/notices"), "notices.is_posted", *before);
        const auto view = forms_.look();
        if (!view) return view.error();
        const content::Pack& pack = (*view)->pack;
        const auto now = posted.asker.viewer.now;
        typed.groups = posted.text("groups");
        const auto kind = content::value_of(content::notice_kind_names, posted.text("kind"));
        typed.fields.kind = kind.value_or(content::NoticeKind::message);
        typed.fields.texts = typed_texts(posted, pack.edition);
        typed.fields.until = posted.text("until");
        typed.fields.groups = typed_groups(typed.groups);
        typed.fields.posted_by = programme::posted_by(pack);
        const auto& texts = typed.fields.texts;
        posted.deed.subject = texts.empty() ? std::string("-") : texts.begin()->second.headline;
        if (const auto own = texts.find(pack.edition.default_language); own != texts.end())
            posted.deed.subject = own->second.headline;
        posted.deed.details["until"] = typed.fields.until;
        if (!people::may_for_groups(posted.asker.person->account, Action::tell, typed.fields.groups, now))
            return Error{Code::unsupported, "the person's role is for other groups"};
        const auto until = content::parse_instant(typed.fields.until, pack.edition.zone);
        if (!until || *until <= now) return Error{Code::bad_input, "notices.bad-until"};
        auto edited = content::edit::post_notice((*view)->tree, typed.fields, now);
        typed.faults = std::move(edited.faults);
        if (!typed.faults.empty()) return Error{Code::bad_input, std::string(fault_of_form)};
        const auto job = forms_.publish(edited.changes, **view, posted);
        if (!job) return job.error();
        return go_and_say(console::Path("/notices"), "notices.is_posted", *job);
    };
    return forms_.post(gate_, request, {Action::tell}, "notices.post", act,
                       [&](const Asker& asker, const Error& error) { return form_page(asker, &typed, error.message); });
}

HttpAnswer NoticesPart::end(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        const auto before = forms_.done_before(posted);
        if (!before) return before.error();
        if (*before) return go_and_say(console::Path("/notices"), "notices.is_ended", *before);
        const auto view = forms_.look();
        if (!view) return view.error();
        const content::Pack& pack = (*view)->pack;
        const Notice* notice = content::find_item(pack.notices, posted.text("notice"));
        if (notice == nullptr) return Error{Code::not_found, "no such notice"};
        const auto now = posted.asker.viewer.now;
        posted.deed.subject = content::title_of(*notice, pack.edition.default_language, pack.edition);
        // What is red is not ended by whoever may tell of rooms.
        if (notice->level != NoticeLevel::notice ||
            !people::may_for_groups(posted.asker.person->account, Action::tell, notice->groups, now))
            return Error{Code::unsupported, "the person's role is for other notices"};
        auto edited = content::edit::end_notice((*view)->tree, notice->id, now);
        if (!edited.is_right()) return Error{Code::bad_input, "event.wrong"};
        if (edited.changes.empty()) return go_and_say(console::Path("/notices"), "notices.is_over", {});
        const auto job = forms_.publish(edited.changes, **view, posted);
        if (!job) return job.error();
        return go_and_say(console::Path("/notices"), "notices.is_ended", *job);
    };
    return forms_.post(gate_, request, {Action::tell}, "notices.end", act, [&](const Asker& asker, const Error& error) {
        return list_page(asker, request, error.message);
    });
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_notices_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    auto forms = PackForms::open(services);
    if (!forms) return forms.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<NoticesPart>(std::move(*gate), std::move(*forms)));
}

}  // namespace staff
