#pragma once

#include <string>
#include <vector>

#include "content/edit/item_edits.h"
#include "content/items/items.h"
#include "sync/console/programme/event_page.h"
#include "sync/console/viewer.h"

/// Yellow notices: what is up and until when, what was, and a new message.
namespace console {

struct NoticesPage {
    const content::Pack& pack;
    std::vector<const content::Notice*> up{};    ///< or will be; the newest first
    std::vector<const content::Notice*> over{};  ///< likewise
    std::vector<std::string> endable{};          ///< ids of those that this person may end
    std::string nonce{};
    bool may_tell = false;
    std::string failure{};  ///< a key
    Spread spread{};
    std::string said{};  ///< a key
};
[[nodiscard]] std::string notices_page(const Viewer& viewer, const NoticesPage& of);

/// As typed.
struct NewNoticePage {
    const content::Pack& pack;
    content::edit::NoticeFields fields{};
    std::string groups{};  ///< as typed: with commas between them
    std::vector<std::string> known_groups{};
    std::vector<content::edit::FieldFault> faults{};
    std::string failure{};  ///< a key
    std::string nonce{};
    bool has_signer = true;
};
[[nodiscard]] std::string new_notice_page(const Viewer& viewer, const NewNoticePage& of);

/// "headline.fr": the name of a field of a text in one language.
[[nodiscard]] std::string text_field(std::string_view name, content::Language language);

}  // namespace console
