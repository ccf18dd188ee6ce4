#include "tests/crash/screen.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/cache/cache_reader.h"
#include "content/depot/archive.h"
#include "content/depot/depot.h"
#include "content/items/show_json.h"
#include "content/pack/pack_reader.h"
#include "content/tuf/encode.h"
#include "tests/crash/hub_case.h"

namespace crash {
namespace {

namespace fs = std::filesystem;

constexpr content::Instant published = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24);
constexpr const char* passphrase = "crash";

[[noreturn]] void stop(const std::string& message) {
    std::cerr << "crash_sweep: " << message << "\n";
    std::exit(1);
}

template <class T>
const T& must(const content::Result<T>& result) {
    if (!result) stop(result.error().message);
    return *result;
}
void must(const content::Status& status) {
    if (!status) stop(status.error().message);
}

void write(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

/// More than what fits into the database, so that it is a file of its own.
std::string photo(char kind) {
    return std::string(70'000, kind);
}

struct StoryFacts {
    std::string id;
    std::string headline;
    char photo = '\0';
};

/// A pack as an author writes it.
void write_pack(const fs::path& folder, const std::vector<StoryFacts>& stories) {
    write(folder / "pack.toml",
          "id = \"crash\"\ndefault_language = \"en\"\nlanguages = [\"en\"]\nzone = \"Europe/Vienna\"\ntitle = "
          "\"Test\"\n");
    for (const StoryFacts& story : stories) {
        std::string text = "+++\nheadline = \"" + story.headline + "\"\ngist = \"What happened, in a few words.\"\n";
        if (story.photo != '\0') {
            const std::string file = std::string(1, story.photo) + ".jpg";
            write(folder / "media" / file, photo(story.photo));
            text += "[photo]\nfile = \"" + file + "\"\ndecorative = true\n";
        }
        write(folder / "stories" / (story.id + ".md"), text + "+++\n\nThe body.\n");
    }
}

/// Publishes a folder as kiosk-pack does, at a fixed time.
void publish(const fs::path& depot, const fs::path& pack, const std::vector<content::SigningKey>& keys) {
    const auto tree = must(content::load_source_tree(pack));
    const auto reading = content::read_pack(tree);
    if (content::has_errors(reading.findings)) stop(content::to_string(reading.findings.front()));
    must(content::publish(depot, must(content::build_release(reading.pack, tree.media)), pack / "media", keys,
                          published, {}));
}

enum class Photos { all_there, may_be_missing };

std::string look_at_cache(const fs::path& file, Photos photos) {
    const auto reader = content::CacheReader::open(file);
    if (!reader) {
        return reader.error().code == content::Code::not_found ? "nothing" : "BROKEN " + reader.error().message;
    }
    const auto reading = reader->load_snapshot();
    if (!reading) {
        return reading.error().code == content::Code::not_found ? "nothing" : "BROKEN " + reading.error().message;
    }
    if (!reading->findings.empty()) return "BROKEN " + content::to_string(reading->findings.front());
    std::string all = content::show_json(reading->snapshot.pack);
    for (const auto& story : reading->snapshot.pack.stories) {
        if (!story.photo) continue;
        const auto bytes = reading->snapshot.blobs->read(story.photo->sha256, content::limits::photo);
        const bool is_missing = !bytes && bytes.error().code == content::Code::not_found;
        if (!bytes && !(is_missing && photos == Photos::may_be_missing)) return "BROKEN " + bytes.error().message;
        if (bytes && photos == Photos::all_there) all += content::sha256(*bytes);
    }
    return content::sha256(all);
}

/// A shell's words: a signer, a publication through it as soon as it answers, and the end of the signer. The end of
/// either program is the end of both.
std::string by_signer(const Programs& programs, const fs::path& work, const fs::path& run) {
    const std::string socket = work / "signer.socket";
    return programs.kiosk_signer.string() + " serve --keys " + (work / "keys").string() + " --passphrase-file " +
           (work / "passphrase").string() + " --depot " + (run / "depot").string() + " --policy " +
           (work / "signer.toml").string() + " --log " + (run / "signer.log").string() + " --socket " + socket +
           " & signer=$!\ncode=5\nwhile [ $code -eq 5 ] && kill -0 $signer; do " + programs.kiosk_pack.string() +
           " publish " + (work / "pack2").string() + " --depot " + (run / "depot").string() + " --signer " + socket +
           "; code=$?; done\nkill $signer\nwait $signer\nexit $code\n";
}

/// The state of the case without any fault; it must be stable.
void settle(Case& one, const fs::path& work) {
    const fs::path run = work / "run";
    const std::string log = (work / "log").string();
    fs::remove_all(run);
    fs::copy(one.before, run, fs::copy_options::recursive);
    one.before_state = one.look(run);
    const int code = run_plain(one.command(run), log);
    one.after_state = one.look(run);
    if (one.look_at_words) one.after_words = one.look_at_words(run);
    if (code == 0 && !one.after_state.starts_with("BROKEN") && one.after_state != one.before_state) return;
    std::ifstream said(log);
    stop(one.name + ": fails without any fault (" + std::to_string(code) + ", " + one.after_state +
         "): " + std::string(std::istreambuf_iterator<char>(said), {}));
}

}  // namespace

bool is_whole(const Case& one, const std::string& state, const fs::path& run) {
    return state == one.before_state || state == one.after_state ||
           (one.look_at_words && one.look_at_words(run) == one.after_words);
}

int run_plain(const std::vector<std::string>& command, const std::string& log) {
    const pid_t child = ::fork();
    if (child == 0) {
        const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        ::dup2(file, STDOUT_FILENO);
        ::dup2(file, STDERR_FILENO);
        std::vector<char*> arguments;
        for (const std::string& word : command)
            arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        ::execv(arguments.front(), arguments.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string look_at_depot(const fs::path& depot) {
    const auto files = content::list_newest_files(depot, published);
    if (!files) return "BROKEN " + files.error().message;
    // Which targets a screen gets; the metadata around them may be signed anew.
    std::string all;
    for (const std::string& file : *files)
        all += file.starts_with("targets/") ? file : "";
    return content::sha256(all);
}

std::vector<Case> prepare_cases(const Programs& programs, const fs::path& work) {
    write_pack(work / "pack1", {{"a", "First", 'p'}, {"b", "Second", 'q'}});
    write_pack(work / "pack2", {{"a", "First, changed", 'p'}, {"b", "Second", 'q'}, {"c", "Third", 'r'}});
    write_pack(work / "pack3", {{"a", "First, changed", 'p'}, {"c", "Third", 's'}});
    const auto key = content::SigningKey::from_seed(std::string(32, 'k'));
    const auto next = content::SigningKey::from_seed(std::string(32, 'n'));
    must(content::save_key(work / "key", key, passphrase, content::GuessCost::least));
    write(work / "passphrase", passphrase);
    fs::permissions(work / "passphrase", fs::perms::owner_read | fs::perms::owner_write);
    const content::RoleSetup one{{key.public_key()}, 1};
    const fs::path depots = work / "depots";
    const auto copy = [&](const std::string& from, const std::string& to) {
        fs::copy(depots / from, depots / to, fs::copy_options::recursive);
    };
    must(content::init_depot(depots / "1", {{"root", one}, {"timestamp", one}, {"snapshot", one}, {"targets", one}},
                             {key}, published, {}));
    publish(depots / "1", work / "pack1", {key});
    copy("1", "2");
    publish(depots / "2", work / "pack2", {key});
    copy("2", "3");
    publish(depots / "3", work / "pack3", {key});
    copy("1", "rotated");
    const content::KeyRotation rotation{"timestamp", {key.keyid()}, {next.public_key()}, {}};
    must(content::rotate_key(depots / "rotated", rotation, {key, next}, published, {}));
    publish(depots / "rotated", work / "pack2", {key, next});
    const auto sync = [programs, depots](const std::string& depot) {
        return [=](const fs::path& run) -> std::vector<std::string> {
            return {programs.kiosk_sync, "--cache", run / "screen/cache.db",           "--state",
                    run / "trust",       "--trust", depots / "1/metadata/1.root.json", "--from",
                    depots / depot,      "--once"};
        };
    };
    const auto look = [](const fs::path& run) { return look_at_cache(run / "screen/cache.db", Photos::all_there); };
    const auto look_at_words = [](const fs::path& run) {
        return look_at_cache(run / "screen/cache.db", Photos::may_be_missing);
    };
    // What comes before each case.
    const fs::path empty = work / "before/empty";
    fs::create_directories(empty / "screen");
    const auto synced = [&](const std::string& name, const fs::path& from, const std::string& depot) {
        fs::copy(from, work / "before" / name, fs::copy_options::recursive);
        if (run_plain(sync(depot)(work / "before" / name), work / "log") != 0) stop("cannot prepare " + name);
        return work / "before" / name;
    };
    const fs::path first = synced("1", empty, "1");
    const fs::path second = synced("2", first, "2");
    fs::copy(first, work / "before/stick", fs::copy_options::recursive);
    fs::create_directories(work / "before/stick/stick");
    must(content::write_archive(depots / "2", work / "before/stick/stick/a.rotunda", published));
    fs::create_directories(work / "before/depot");
    fs::copy(depots / "1", work / "before/depot/depot", fs::copy_options::recursive);
    fs::copy(empty, work / "before/loaded", fs::copy_options::recursive);
    const auto load = [programs, work](const std::string& pack) {
        return [=](const fs::path& run) -> std::vector<std::string> {
            return {programs.kiosk_pack, "load", work / pack, "--cache", run / "screen/cache.db"};
        };
    };
    if (run_plain(load("pack1")(work / "before/loaded"), work / "log") != 0) stop("cannot load a pack");

    // A delegated depot, whose online key only a signer has.
    fs::create_directories(work / "before/signed");
    must(content::init_depot(work / "before/signed/depot",
                             {{"root", one}, {"timestamp", one}, {"snapshot", one}, {"targets", one}}, {key}, published,
                             {}, content::all_by(key.public_key())));
    publish(work / "before/signed/depot", work / "pack1", {key});
    write(work / "signer.toml", "users = [\"" + std::to_string(::getuid()) + "\"]\nper_minute = 6000\n");
    fs::create_directories(work / "keys");
    fs::copy(work / "key", work / "keys/online.key");

    std::vector<Case> cases = {
        {"first sync", empty, sync("1"), look, look_at_words},
        {"update with shared blobs", first, sync("2"), look, look_at_words},
        {"collection", second, sync("3"), look, look_at_words},
        {"key rotation", first, sync("rotated"), look, look_at_words},
        {"import from a stick", work / "before/stick",
         [programs](const fs::path& run) -> std::vector<std::string> {
             return {programs.kiosk_sync, "--cache",  run / "screen/cache.db", "--state",
                     run / "trust",       "--import", run / "stick/a.rotunda"};
         },
         look, look_at_words},
        {"publishing", work / "before/depot",
         [programs, work](const fs::path& run) -> std::vector<std::string> {
             return {programs.kiosk_pack, "publish",           work / "pack2",     "--depot", run / "depot", "--key",
                     work / "key",        "--passphrase-file", work / "passphrase"};
         },
         [](const fs::path& run) { return look_at_depot(run / "depot"); }},
        {"loading a pack", work / "before/loaded", load("pack2"), look},
        {"publishing by a signer",
         work / "before/signed",
         [programs, work](const fs::path& run) -> std::vector<std::string> {
             return {"/bin/sh", "-c", by_signer(programs, work, run)};
         },
         [](const fs::path& run) { return look_at_depot(run / "depot"); },
         {},
         true},
    };
    cases.push_back(prepare_hub_case(programs.kiosk_hub, work));
    for (Case& serving : prepare_serving_cases(programs, work))
        cases.push_back(std::move(serving));
    cases.push_back(prepare_publishing_hub(programs, work));
    for (Case& one_case : cases)
        settle(one_case, work);
    return cases;
}

std::vector<Case> prepare_careless(const Programs& programs, const fs::path& work) {
    std::vector<Case> cases;
    for (const std::string variant : {"activates_first", "writes_in_place"}) {
        cases.push_back(
            {variant, work / "before/loaded",
             [programs, work, variant](const fs::path& run) -> std::vector<std::string> {
                 return {programs.unsafe_writer, variant, work / "pack2", run / "screen/cache.db"};
             },
             [](const fs::path& run) { return look_at_cache(run / "screen/cache.db", Photos::all_there); }});
        settle(cases.back(), work);
    }
    return cases;
}

}  // namespace crash
