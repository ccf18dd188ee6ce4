#include "kiosk/app/voice.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string_view>

namespace kiosk {
namespace {

using content::Language;

constexpr std::size_t max_speech_bytes = 32UL * 1024;
constexpr const char* words_per_minute = "155";

/// Names of espeak-ng 1.51. Its "cmn" spells Chinese out with English letters; the pinyin voice reads the signs.
std::string_view voice_name(Language language) {
    switch (language) {
        case Language::ar: return "ar";
        case Language::zh: return "cmn-latn-pinyin";
        case Language::en: return "en-gb";
        case Language::fr: return "fr";
        case Language::ru: return "ru";
        case Language::es: return "es";
        case Language::de: return "de";
    }
    return "en-gb";
}

const char* amplitude(Volume volume) {
    switch (volume) {
        case Volume::quiet: return "40";
        case Volume::normal: return "90";
        case Volume::loud: return "180";
    }
    return "90";
}

/// Length of the sign at `at` that only steers the direction of writing (U+200E, 200F, 202A to 202E, 2066 to 2069), or
/// 0.
std::size_t direction_mark(std::string_view text, std::size_t at) {
    if (at + 2 >= text.size() || text[at] != '\xE2') return 0;
    const auto second = static_cast<unsigned char>(text[at + 1]);
    const auto third = static_cast<unsigned char>(text[at + 2]);
    const bool is_mark = (second == 0x80 && (third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE))) ||
                         (second == 0x81 && third >= 0xA6 && third <= 0xA9);
    return is_mark ? 3 : 0;
}

std::string escaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (const std::size_t skipped = direction_mark(text, i); skipped > 0) {
            i += skipped - 1;
            continue;
        }
        switch (text[i]) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            default: result += static_cast<unsigned char>(text[i]) < 0x20 ? ' ' : text[i]; break;
        }
    }
    return result;
}

/// A file in memory that holds `text`, at its beginning; -1 when there is none to be had.
int file_of(const std::string& text) {
    const int file = ::memfd_create("speech", MFD_CLOEXEC);
    if (file < 0) return -1;
    std::size_t written = 0;
    while (written < text.size()) {
        const auto count = ::write(file, text.data() + written, text.size() - written);
        if (count <= 0) {
            ::close(file);
            return -1;
        }
        written += static_cast<std::size_t>(count);
    }
    ::lseek(file, 0, SEEK_SET);
    return file;
}

class Voice : public Speaker {
public:
    explicit Voice(std::string program) : program_(std::move(program)) {}
    Voice(const Voice&) = delete;
    Voice& operator=(const Voice&) = delete;
    Voice(Voice&&) = delete;
    Voice& operator=(Voice&&) = delete;
    ~Voice() override { silence(); }

    void say(std::vector<Sentence> sentences, Volume volume) override {
        silence();
        const int text = file_of(ssml_of(sentences));
        if (text < 0) return;
        std::array<std::string, 9> words = {program_,          "-m",     "-b", "1", "-s", words_per_minute, "-a",
                                            amplitude(volume), "--stdin"};
        std::array<char*, words.size() + 1> arguments{};
        for (std::size_t i = 0; i < words.size(); ++i)
            arguments.at(i) = words.at(i).data();
        posix_spawn_file_actions_t files;
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawn_file_actions_adddup2(&files, text, STDIN_FILENO);
        // Missing sound servers are reported for every sentence: that is nobody's news.
        ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
        pid_t process = 0;
        if (::posix_spawn(&process, program_.c_str(), &files, nullptr, arguments.data(), environ) == 0) {
            process_ = process;
        }
        ::posix_spawn_file_actions_destroy(&files);
        ::close(text);
    }

    void stop() override { silence(); }

    [[nodiscard]] bool is_speaking() const override {
        if (process_ <= 0) return false;
        if (::waitpid(process_, nullptr, WNOHANG) == 0) return true;
        process_ = 0;
        return false;
    }

private:
    void silence() {
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }

    std::string program_;
    mutable pid_t process_ = 0;  ///< 0: silent; asking whether it speaks buries it
};

}  // namespace

std::string ssml_of(const std::vector<Sentence>& sentences) {
    std::string text = "<speak>";
    for (const Sentence& sentence : sentences) {
        const std::string words = escaped(sentence.text);
        if (text.size() + words.size() > max_speech_bytes) break;
        text += "<voice xml:lang=\"";
        text += voice_name(sentence.language);
        text += "\"><s>" + words + "</s></voice>\n";
    }
    return text + "</speak>\n";
}

std::unique_ptr<Speaker> make_voice(const std::string& program) {
    if (::access(program.c_str(), X_OK) != 0) return nullptr;
    return std::make_unique<Voice>(program);
}

}  // namespace kiosk
