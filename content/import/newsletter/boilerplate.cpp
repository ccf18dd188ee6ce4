#include "content/import/newsletter/boilerplate.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/prose.h"
#include "content/import/common/sentences.h"
#include "content/import/common/tokens.h"

namespace content::newsletter {
namespace {

// All as fold_words() has them.
constexpr std::array<std::string_view, 36> footers = {"in your browser",
                                                      "view in browser",
                                                      "view online",
                                                      "view it online",
                                                      "view this email online",
                                                      "trouble viewing",
                                                      "unsubscribe",
                                                      "subscription preferences",
                                                      "update your preferences",
                                                      "manage your subscription",
                                                      "why did i get this",
                                                      "are receiving this e",
                                                      "received this e",
                                                      "email was sent to",
                                                      "forward to a friend",
                                                      "our mailing address is",
                                                      "add us to your address book",
                                                      "all rights reserved",
                                                      "alle rechte vorbehalten",
                                                      "tous droits reserves",
                                                      "todos los derechos reservados",
                                                      "все права защищены",
                                                      "im browser",
                                                      "newsletter abbestellen",
                                                      "newsletter abmelden",
                                                      "desinscrire",
                                                      "desabonner",
                                                      "votre navigateur",
                                                      "su navegador",
                                                      "darse de baja",
                                                      "cancelar la suscripcion",
                                                      "в браузере",
                                                      "отписаться",
                                                      "退订",
                                                      "取消订阅",
                                                      "الغاء الاشتراك"};
constexpr std::array<std::string_view, 22> notices = {"confidentiality notice",
                                                      "intended only for",
                                                      "intended solely for",
                                                      "intended recipient",
                                                      "is confidential and",
                                                      "may contain confidential",
                                                      "vertraulichkeitshinweis",
                                                      "vertrauliche informationen",
                                                      "nicht der richtige adressat",
                                                      "avis de confidentialite",
                                                      "ce message est confidentiel",
                                                      "destinataire de ce message",
                                                      "aviso de confidencialidad",
                                                      "mensaje es confidencial",
                                                      "destinatario de este",
                                                      "уведомление о конфиденциальности",
                                                      "конфиденциальную информацию",
                                                      "если вы не являетесь адресатом",
                                                      "before printing",
                                                      "before you print",
                                                      "保密声明",
                                                      "اشعار السرية"};
constexpr std::array<std::string_view, 24> regards = {"kind regards",
                                                      "best regards",
                                                      "warm regards",
                                                      "with kind regards",
                                                      "with best regards",
                                                      "with warm regards",
                                                      "regards",
                                                      "sincerely",
                                                      "yours sincerely",
                                                      "best wishes",
                                                      "mit freundlichen grußen",
                                                      "mit freundlichen grussen",
                                                      "freundliche gruße",
                                                      "viele gruße",
                                                      "beste gruße",
                                                      "cordialement",
                                                      "bien cordialement",
                                                      "saludos cordiales",
                                                      "atentamente",
                                                      "un saludo",
                                                      "с уважением",
                                                      "此致",
                                                      "مع اطيب التحيات",
                                                      "مع خالص التحية"};

}  // namespace

Boilerplate boilerplate_of(const Block& block, const std::string& plain) {
    constexpr std::size_t longest_notice = 3000;  // bytes
    constexpr std::size_t longest_footer = 600;   // longer is prose that speaks of such things
    if (block.kind == BlockKind::signature) return Boilerplate::signature;
    if (plain.size() > longest_notice) return Boilerplate::none;
    const std::string folded = fold_words(plain);
    if (contains_one_of(folded, notices)) return Boilerplate::confidentiality;
    if (plain.size() <= longest_footer && contains_one_of(folded, footers)) return Boilerplate::footer;
    std::string first = fold_words(without_marks(block.lines.front().text));
    while (!first.empty() && (first.back() == ',' || first.back() == '.' || first.back() == '!'))
        first.pop_back();
    const bool is_signed = block.kind == BlockKind::paragraph &&
                           std::find(regards.begin(), regards.end(), std::string_view(first)) != regards.end();
    return is_signed ? Boilerplate::signature : Boilerplate::none;
}

bool may_be_signed(const Block& block) {
    constexpr std::size_t longest = 80;  // bytes of a line
    if (block.kind != BlockKind::paragraph) return false;
    return std::all_of(block.lines.begin(), block.lines.end(), [&](const LogicalLine& line) {
        return line.text.size() <= longest && !ends_sentence(line.text);
    });
}

}  // namespace content::newsletter
