#include "kiosk/visit/exit_desk.h"

#include <utility>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/json_fields.h"

namespace kiosk {
namespace {

namespace fs = std::filesystem;
using content::ExitState;
using content::Instant;
using content::JsonFields;
using content::JsonValue;
using content::Need;

constexpr std::size_t answer_bytes = 1024;  // ours has 150 and the place
constexpr std::size_t max_place = 200;      // as in screen.toml

fs::path answer_file(const fs::path& folder) {
    return folder / "exit.json";
}

ExitAnswer read_answer(JsonFields& fields) {
    ExitAnswer answer;
    answer.arrow = fields.one_of("arrow", arrow_names, Arrow::left, Need::required);
    answer.place = fields.short_text("place", max_place);
    answer.is_there = fields.boolean_or("is_there", false);
    if (fields.has("at")) answer.at = fields.instant("at", Need::required);
    return answer;
}

}  // namespace

content::Status save_exit_answer(const fs::path& folder, const ExitAnswer& answer) {
    JsonValue::Object object{
        {"arrow", content::name_of(arrow_names, answer.arrow)}, {"place", answer.place}, {"is_there", answer.is_there}};
    if (answer.at) object.emplace("at", content::to_iso(*answer.at));
    return content::write_file(answer_file(folder), content::to_compact_json(JsonValue(std::move(object))) + "\n");
}

content::Result<ExitAnswer> load_exit_answer(const fs::path& folder) {
    return content::load_document(answer_file(folder), answer_bytes, read_answer);
}

ExitDesk::ExitDesk(Screen& screen, std::optional<Exit> proposed, fs::path folder)
    : screen_(screen), proposed_(std::move(proposed)), folder_(std::move(folder)) {
    if (folder_.empty()) proposed_.reset();
    if (!proposed_) return;
    if (const auto known = load_exit_answer(folder_)) answer_ = *known;
    apply();
}

bool ExitDesk::is_answered() const {
    return proposed_ && answer_ && answer_->arrow == proposed_->arrow && answer_->place == screen_.place;
}

void ExitDesk::apply() {
    screen_.exit = is_answered() && answer_->is_there ? proposed_ : std::nullopt;
}

content::Status ExitDesk::answer(bool is_there, std::optional<Instant> now) {
    if (!proposed_) return {};
    const ExitAnswer said{proposed_->arrow, screen_.place, is_there, now};
    auto saved = save_exit_answer(folder_, said);
    // A "no" counts at once, whatever the disk says.
    if (!saved && is_there) return saved;
    answer_ = said;
    apply();
    return saved;
}

ExitState ExitDesk::state() const {
    if (!proposed_) return screen_.exit ? ExitState::local : ExitState::none;
    if (!is_answered()) return ExitState::unconfirmed;
    return answer_->is_there ? ExitState::confirmed : ExitState::denied;
}

std::optional<Instant> ExitDesk::answered_at() const {
    return is_answered() ? answer_->at : std::nullopt;
}

}  // namespace kiosk
