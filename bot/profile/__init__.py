"""The programme’s profile: a TOML file that describes one provider’s programme, read and checked."""
