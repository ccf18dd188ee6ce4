#pragma once

#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace kiosk {

/// What a display says while it is opened comes after the report, whose first line is the verdict.
class LaterLog {
public:
    void say(const std::string& line) {
        if (is_open_) {
            std::cout << line << std::endl;  // NOLINT(performance-avoid-endl): a technician waits for it
        } else {
            kept_.push_back(line);
        }
    }
    void open() {
        is_open_ = true;
        for (const std::string& line : std::exchange(kept_, {}))
            say(line);
    }
    [[nodiscard]] std::string last() const { return kept_.empty() ? std::string() : kept_.back(); }

private:
    std::vector<std::string> kept_;
    bool is_open_ = false;
};

}  // namespace kiosk
