// memory_scan WORD_FILE LIMIT_SECONDS COMMAND...: starts the command and looks for the word in its memory, as UTF-8, in
// two and in four bytes a letter, whole and its first half, each time a line comes on standard input. Answers with the
// number of places. At the end of input the command is waited for, and its code is this program's. The word comes from
// a file, so that no command line holds it.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::string widened(std::string_view word, std::size_t bytes) {
    std::string wide;
    for (const char letter : word) {
        wide += letter;
        wide.append(bytes - 1, '\0');
    }
    return wide;
}

int count(std::string_view memory, const std::vector<std::string>& patterns, const std::string& mapping) {
    int places = 0;
    for (const std::string& pattern : patterns) {
        for (std::size_t at = memory.find(pattern); at != std::string_view::npos; at = memory.find(pattern, at + 1)) {
            ++places;
            std::fprintf(stderr, "found in %s, +%zu:", mapping.c_str(), at);
            // What stands around it tells whose copy it is.
            const std::size_t begin = at > 48 ? at - 48 : 0;
            for (const char byte : memory.substr(begin, 96))
                std::fputc(byte >= ' ' && byte <= '~' ? byte : '.', stderr);
            std::fputc('\n', stderr);
        }
    }
    return places;
}

int scan(pid_t process, const std::vector<std::string>& patterns) {
    const std::string folder = "/proc/" + std::to_string(process);
    std::ifstream maps(folder + "/maps");
    const int memory = ::open((folder + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    if (memory < 0) return -1;
    int places = 0;
    std::string line;
    while (std::getline(maps, line)) {
        std::istringstream words(line);
        std::string range;
        std::string rights;
        words >> range >> rights;
        if (rights.size() < 2 || rights[0] != 'r' || rights[1] != 'w') continue;
        char* end = nullptr;
        const auto first = std::strtoull(range.c_str(), &end, 16);
        const auto last = std::strtoull(end + 1, nullptr, 16);
        std::string bytes(static_cast<std::size_t>(last - first), '\0');
        std::size_t length = 0;
        while (length < bytes.size()) {
            const auto got =
                ::pread(memory, bytes.data() + length, bytes.size() - length, static_cast<off_t>(first + length));
            if (got <= 0) break;
            length += static_cast<std::size_t>(got);
        }
        places += count(std::string_view(bytes).substr(0, length), patterns, line);
    }
    ::close(memory);
    return places;
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (argument_count < 4) return 2;
    std::string word;
    std::ifstream(arguments[1]) >> word;
    if (word.size() < 8) return 2;
    ::alarm(static_cast<unsigned>(std::atoi(arguments[2])));
    std::vector<std::string> patterns;
    for (const std::string_view part : {std::string_view(word), std::string_view(word).substr(0, word.size() / 2)}) {
        for (const std::size_t bytes : {1UL, 2UL, 4UL})
            patterns.push_back(widened(part, bytes));
    }
    const pid_t process = ::fork();
    if (process == 0) {
        ::execv(arguments[3], arguments + 3);
        ::_exit(127);
    }
    std::string line;
    while (std::getline(std::cin, line))
        std::cout << scan(process, patterns) << std::endl;
    int status = 0;
    ::waitpid(process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
