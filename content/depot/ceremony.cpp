#include "content/depot/ceremony.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/depot/depot.h"
#include "content/depot/fingerprint.h"

namespace content {
namespace {

namespace fs = std::filesystem;

constexpr const char* keys_folder = "rotunda-keys";
constexpr const char* sealed_name = "c-sealed.key";
/// Of a key that no depot knows yet.
constexpr const char* pending = ".new";
constexpr std::array key_files = {"a.key", "b.key"};

bool is_listed(const tuf::RoleKeys& rules, const tuf::Key& key) {
    return std::ranges::find(rules.keyids, keyid(key)) != rules.keyids.end();
}

/// What one stick has.
struct Stick {
    fs::path folder;
    std::string name;  ///< "a.key", "b.key"; empty without a key
    tuf::Key key{};    ///< of that file
    bool is_pending = false;
};

Result<Stick> look_at(const fs::path& mount) {
    std::error_code error;
    if (!fs::is_directory(mount, error))
        return Error{Code::bad_input, mount.string() + ": no folder: is the stick in?"};
    Stick stick{mount / keys_folder, {}, {}, false};
    for (const std::string end : {"", pending}) {
        for (const std::string name : key_files) {
            const fs::path file = stick.folder / (name + end);
            if (!fs::exists(file, error)) continue;
            if (!stick.name.empty()) {
                return Error{Code::bad_input, mount.string() + ": has the keys of both people; nobody alone may sign"};
            }
            auto key = load_public_key(file);
            if (!key) return key.error();
            stick.name = name;
            stick.key = std::move(*key);
            stick.is_pending = !end.empty();
        }
        if (!stick.name.empty()) break;
    }
    return stick;
}

class Held {
public:
    Held(const Ceremony& ceremony, Instant now) : ceremony_(ceremony), now_(now) {}

    Result<CeremonyReport> run() {
        if (auto ready = look(); !ready) return ready.error();
        if (auto taken = take_online(); !taken) return taken.error();
        auto kind = is_interrupted() ? complete() : sticks_have_keys() ? rotate() : begin();
        if (!kind) {
            take_back();
            return kind.error();
        }
        return report(*kind);
    }

private:
    Status look();
    Status settle(Stick& stick);
    Status take_online();
    Result<SigningKey> open(const fs::path& file, bool is_new) const;
    Status make(const fs::path& file, const SigningKey& key, bool is_pending);
    Result<CeremonyKind> begin();
    Result<CeremonyKind> rotate();
    Result<CeremonyKind> complete();
    [[nodiscard]] Status write(const Result<std::vector<DepotWrite>>& writes) const;
    void take_back() const;
    [[nodiscard]] Result<CeremonyReport> report(CeremonyKind kind) const;
    [[nodiscard]] Delegates delegates() const;
    [[nodiscard]] bool sticks_have_keys() const { return !sticks_[0].name.empty(); }
    /// The root that names this online key is there, and what else belongs to it is not.
    [[nodiscard]] bool is_interrupted() const {
        return state_ && (state_->served_root || has_settled_) &&
               is_listed(state_->root.roles.at("timestamp"), online_->public_key());
    }
    [[nodiscard]] fs::path sealed_file(std::size_t stick) const { return sticks_.at(stick).folder / sealed_name; }

    const Ceremony& ceremony_;
    Instant now_;
    std::array<Stick, 2> sticks_{};
    std::optional<DepotState> state_{};
    std::optional<SigningKey> online_{};
    std::vector<fs::path> made_{};  ///< files that go again when nothing comes of it
    bool has_settled_ = false;      ///< keys on a stick that the depot has come to know
    bool has_begun_ = false;        ///< to change the depot: from here on nothing is taken back
};

Status Held::look() {
    std::error_code error;
    if (fs::equivalent(ceremony_.sticks[0], ceremony_.sticks[1], error)) {
        return Error{Code::bad_input, "the same stick was given twice: each of the two people has one"};
    }
    auto state = read_depot(ceremony_.depot);
    if (!state && state.error().code != Code::not_found) return state.error();
    if (state) state_ = std::move(*state);
    for (std::size_t i = 0; i < sticks_.size(); ++i) {
        auto stick = look_at(ceremony_.sticks.at(i));
        if (!stick) return stick.error();
        if (auto settled = settle(*stick); !settled) return settled;
        sticks_.at(i) = std::move(*stick);
    }
    if (sticks_[0].name.empty() != sticks_[1].name.empty()) {
        const auto& without = ceremony_.sticks.at(sticks_[0].name.empty() ? 0 : 1);
        return Error{Code::bad_input,
                     without.string() + ": has no key, and the other stick has one; is it another stick?"};
    }
    if (sticks_have_keys() && (sticks_[0].name == sticks_[1].name || sticks_[0].key == sticks_[1].key)) {
        return Error{Code::bad_input, "both sticks have the same key: one is a copy of the other"};
    }
    return {};
}

/// Keys of a ceremony that was interrupted count once the depot knows them, and else were never there.
Status Held::settle(Stick& stick) {
    if (stick.name.empty()) return {};
    const bool is_known = state_ && is_listed(state_->root.roles.at("root"), stick.key);
    if (!is_known && !stick.is_pending) {
        return Error{Code::bad_input, fmt::format("{}: has a key of another edition ({}); nothing was changed",
                                                  stick.folder.string(), fingerprint(keyid(stick.key)))};
    }
    if (!stick.is_pending) return {};
    // The person's own key last: while it is pending, the sealed one may be too.
    for (const std::string& name : {std::string(sealed_name), stick.name}) {
        const fs::path file = stick.folder / (name + pending);
        std::error_code error;
        ceremony_.before_write();
        if (is_known && fs::exists(file, error)) {
            fs::rename(file, stick.folder / name, error);
        } else {
            fs::remove(file, error);
        }
        if (error) return Error{Code::io, file.string() + ": " + error.message()};
    }
    stick.is_pending = false;
    has_settled_ = has_settled_ || is_known;
    if (!is_known) stick.name.clear();
    return {};
}

Result<SigningKey> Held::open(const fs::path& file, bool is_new) const {
    auto passphrase = ceremony_.passphrase(file, is_new);
    if (!passphrase) return passphrase.error();
    auto key = load_key(file, *passphrase);
    forget(*passphrase);
    return key;
}

/// A new key file. It is synced before anything may rely on it.
Status Held::make(const fs::path& file, const SigningKey& key, bool is_pending) {
    auto passphrase = ceremony_.passphrase(file, true);
    if (!passphrase) return passphrase.error();
    std::error_code error;
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
    if (error) return Error{Code::io, file.parent_path().string() + ": cannot create: " + error.message()};
    const fs::path place = is_pending ? fs::path(file.string() + pending) : file;
    ceremony_.before_write();
    auto saved = save_key(place, key, *passphrase, ceremony_.cost);
    forget(*passphrase);
    if (saved) made_.push_back(place);
    return saved;
}

Status Held::take_online() {
    std::error_code error;
    if (!fs::exists(ceremony_.online, error)) {
        online_ = SigningKey::generate();
        return make(ceremony_.online, *online_, false);
    }
    const auto known = load_public_key(ceremony_.online);
    if (!known) return known.error();
    const bool is_in_use = state_ && !state_->served_root && !has_settled_ &&
                           is_listed(state_->root.roles.at("timestamp"), *known) &&
                           (sticks_have_keys() || state_->timestamp);
    if (is_in_use) {
        return Error{Code::bad_input, ceremony_.online.string() +
                                          ": is the online key in use; each ceremony makes another one, in a new file"};
    }
    auto key = open(ceremony_.online, false);  // of a ceremony that was interrupted
    if (!key) return key.error();
    online_ = std::move(*key);
    return {};
}

Delegates Held::delegates() const {
    Delegates delegates = all_by(online_->public_key());
    auto& keys = delegates.emergency.keys;
    keys.insert(keys.end(), ceremony_.emergency.begin(), ceremony_.emergency.end());
    return delegates;
}

Status Held::write(const Result<std::vector<DepotWrite>>& writes) const {
    if (!writes) return writes.error();
    return write_in_order(ceremony_.depot, *writes, ceremony_.before_write);
}

/// Three new keys for root and targets; of a depot that is there, in place of the former ones.
Result<CeremonyKind> Held::begin() {
    const std::array keys = {SigningKey::generate(), SigningKey::generate(), SigningKey::generate()};
    for (std::size_t i = 0; i < sticks_.size(); ++i) {
        if (auto made = make(sticks_.at(i).folder / key_files.at(i), keys.at(i), true); !made) return made.error();
    }
    for (std::size_t i = 0; i < sticks_.size(); ++i) {
        if (auto made = make(sealed_file(i), keys[2], true); !made) return made.error();
    }
    RoleSetup people;
    people.threshold = 2;
    for (const auto& key : keys)
        people.keys.push_back(key.public_key());
    const RoleSetup online{{online_->public_key()}, 1};
    const NewKeys setup{{{"root", people}, {"targets", people}, {"snapshot", online}, {"timestamp", online}},
                        delegates()};
    std::vector<SigningKey> signing(keys.begin(), keys.end());
    signing.push_back(*online_);
    signing.insert(signing.end(), ceremony_.former.begin(), ceremony_.former.end());
    const auto writes = state_ ? plan_new_keys(*state_, setup, signing, now_, ceremony_.lifetimes)
                               : plan_start(setup, signing, now_, ceremony_.lifetimes);
    if (!writes) return writes.error();
    has_begun_ = true;
    if (auto written = write(writes); !written) return written.error();
    const auto kind = state_ ? CeremonyKind::turnover : CeremonyKind::first;
    auto state = read_depot(ceremony_.depot);
    if (!state) return state.error();
    state_ = std::move(*state);
    for (std::size_t i = 0; i < sticks_.size(); ++i) {
        auto& stick = sticks_.at(i);
        stick.name = key_files.at(i);
        stick.key = keys.at(i).public_key();
        stick.is_pending = true;
        if (auto settled = settle(stick); !settled) return settled.error();
    }
    return kind;
}

/// Another online key, by the two people.
Result<CeremonyKind> Held::rotate() {
    std::vector<SigningKey> signing = {*online_};
    for (const auto& stick : sticks_) {
        auto key = open(stick.folder / stick.name, false);
        if (!key) return key.error();
        signing.push_back(std::move(*key));
    }
    signing.insert(signing.end(), ceremony_.former.begin(), ceremony_.former.end());
    const RoleSetup online{{online_->public_key()}, 1};
    const auto writes = plan_new_keys(*state_, {{{"snapshot", online}, {"timestamp", online}}, delegates()}, signing,
                                      now_, ceremony_.lifetimes);
    if (!writes) return writes.error();
    has_begun_ = true;
    if (auto written = write(writes); !written) return written.error();
    return CeremonyKind::rotation;
}

Result<CeremonyKind> Held::complete() {
    if (!state_->timestamp) return CeremonyKind::completed;
    const auto writes = plan_publication(*state_, nullptr, {*online_}, now_, ceremony_.lifetimes);
    if (auto written = write(writes); !written) return written.error();
    return CeremonyKind::completed;
}

/// A full disk or a wrong passphrase leaves no keys behind that nobody knows of.
void Held::take_back() const {
    if (has_begun_) return;
    std::error_code error;
    for (const auto& file : made_)
        fs::remove(file, error);
}

Result<CeremonyReport> Held::report(CeremonyKind kind) const {
    const auto first = read_file(ceremony_.depot / "metadata/1.root.json", limits::root_metadata);
    if (!first) return first.error();
    const auto state = read_depot(ceremony_.depot);
    if (!state) return state.error();
    const auto& top = state->unlisted ? state->unlisted->content : state->targets.at("targets");
    CeremonyReport report{kind, fingerprint(sha256(*first)), state->root.version, now_, top.expires, {}};
    for (const auto& stick : sticks_) {
        if (stick.name.empty()) continue;
        report.keys.push_back({stick.name == key_files[0] ? "A" : "B", fingerprint(keyid(stick.key))});
    }
    std::ranges::sort(report.keys, {}, &CeremonyReport::Line::name);
    if (const auto sealed = load_public_key(sealed_file(0))) {
        report.keys.push_back({"C (sealed)", fingerprint(keyid(*sealed))});
    }
    report.keys.push_back({"online", fingerprint(online_->keyid())});
    return report;
}

std::string_view words_for(CeremonyKind kind) {
    switch (kind) {
        case CeremonyKind::first: return "All keys were made.";
        case CeremonyKind::turnover: return "The depot has the keys of these two sticks now, and a new online key.";
        case CeremonyKind::rotation: return "The online key was changed. The former one signs nothing any more.";
        case CeremonyKind::completed: return "What had been interrupted was completed.";
    }
    return {};
}

}  // namespace

Result<CeremonyReport> hold_ceremony(const Ceremony& ceremony, Instant now) {
    return Held(ceremony, now).run();
}

std::string ceremony_page(const CeremonyReport& report) {
    std::string page = fmt::format(
        "ROTUNDA: KEYS\n\n{}\n\nHeld               {}\nDepot              {}\nRoot, version      {}\n"
        "Delegation until   {}\n\n",
        words_for(report.kind), to_iso(report.held), report.depot, report.root_version, to_iso(report.targets_until));
    for (const auto& line : report.keys)
        page += fmt::format("  {:<12} {}\n", line.name, line.words);
    return page +
           "\nRead each line aloud from this page while the other person reads the screen.\n"
           "A and B: one stick for each of two people, never in one place. C: the same\n"
           "file on both sticks; its passphrase is in a sealed envelope, nowhere else.\n"
           "Any two of the three sign for root and targets. The online key goes to the\n"
           "hub and to no other place; the next ceremony makes another one.\n\n"
           "If the hub is lost or stolen: pull its cable, hold this ceremony again with\n"
           "both sticks, publish with the new online key.\n\n"
           "A ______________________________      B ______________________________\n";
}

}  // namespace content
