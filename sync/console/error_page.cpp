#include "sync/console/error_page.h"

#include "content/base/enum_names.h"
#include "sync/console/forms.h"
#include "sync/console/page.h"

namespace console {
namespace {

constexpr content::Names<Trouble, 10> trouble_names = {{{Trouble::not_found, "not_found"},
                                                        {Trouble::not_allowed, "not_allowed"},
                                                        {Trouble::old_form, "old_form"},
                                                        {Trouble::other_site, "other_site"},
                                                        {Trouble::link_over, "link_over"},
                                                        {Trouble::sign_in_again, "sign_in_again"},
                                                        {Trouble::bad_form, "bad_form"},
                                                        {Trouble::changed_since, "changed_since"},
                                                        {Trouble::failed, "failed"},
                                                        {Trouble::disk_full, "disk_full"}}};

}  // namespace

int status_of(Trouble trouble) {
    switch (trouble) {
        case Trouble::not_found:
        case Trouble::link_over: return 404;
        case Trouble::not_allowed:
        case Trouble::old_form:
        case Trouble::other_site:
        case Trouble::sign_in_again: return 403;
        case Trouble::bad_form: return 400;
        case Trouble::changed_since: return 409;
        case Trouble::failed: return 500;
        case Trouble::disk_full: return 507;
    }
    return 500;
}

std::string error_page(const Viewer& viewer, Trouble trouble) {
    const std::string key = "error." + std::string(content::name_of(trouble_names, trouble));
    const bool leads_to_sign_in = !viewer.is_signed_in() || trouble == Trouble::sign_in_again;
    const Html way = leads_to_sign_in ? link_button(Path("/sign-in"), {viewer.say("sign_in.title")})
                                      : link_button(Path("/screens"), {viewer.say("error.to_screens")});
    const Html content = joined({element(Tag::h1, {}, {viewer.say(key)}),
                                 element(Tag::p, {}, {viewer.say(key + "_do")}), element(Tag::p, {}, {way})});
    return page(viewer, {viewer.say(key), Section::none, Liveness::still, content});
}

}  // namespace console
