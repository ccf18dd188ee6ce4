#include "tests/support/probe/processes.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace probe {
namespace {

namespace fs = std::filesystem;

/// The fields of /proc/PID/stat after the name, which may contain anything: field 0 here is the state (proc(5): 3).
std::vector<std::string> stat_fields(int process) {
    std::ifstream stream("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    std::getline(stream, text);
    const auto end_of_name = text.rfind(')');
    if (end_of_name == std::string::npos) return {};
    std::istringstream words(text.substr(end_of_name + 1));
    std::vector<std::string> fields;
    for (std::string word; words >> word;)
        fields.push_back(word);
    return fields;
}

/// The number after `key` in a "Key: 123 kB" file; 0 when it is not there.
long value_of(const fs::path& file, const std::string& key) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with(key)) return std::strtol(line.c_str() + key.size(), nullptr, 10);
    }
    return 0;
}

}  // namespace

int start_in_session(const std::vector<std::string>& command, const std::string& log) {
    std::vector<char*> arguments;
    std::vector<std::string> copy = command;
    arguments.reserve(copy.size() + 1);
    for (auto& word : copy)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child != 0) return child;
    setsid();
    const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, 0);
    dup2(output, 1);
    dup2(output, 2);
    execvp(arguments.front(), arguments.data());
    _exit(127);
}

std::vector<int> processes_of_session(int session) {
    std::vector<int> found;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        const int process = std::stoi(name);
        const auto fields = stat_fields(process);
        if (fields.size() > 3 && fields[3] == std::to_string(session) && fields[0] != "Z") found.push_back(process);
    }
    return found;
}

Cost measure_session(int session) {
    Cost cost;
    for (const int process : processes_of_session(session)) {
        const auto fields = stat_fields(process);
        if (fields.size() < 13) continue;
        const fs::path folder = "/proc/" + std::to_string(process);
        ++cost.processes;
        cost.ticks += std::stoll(fields[11]) + std::stoll(fields[12]);
        cost.pss_kb += value_of(folder / "smaps_rollup", "Pss:");
        std::error_code gone;
        for (const auto& thread : fs::directory_iterator(folder / "task", gone)) {
            cost.voluntary_switches += value_of(thread.path() / "status", "voluntary_ctxt_switches:");
        }
    }
    return cost;
}

bool stop_session(int session, int patience_ms) {
    for (const int process : processes_of_session(session))
        kill(process, SIGTERM);
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(patience_ms);
    while (std::chrono::steady_clock::now() < end) {
        waitpid(session, nullptr, WNOHANG);
        if (processes_of_session(session).empty()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    for (const int process : processes_of_session(session))
        kill(process, SIGKILL);
    waitpid(session, nullptr, WNOHANG);
    return false;
}

}  // namespace probe
