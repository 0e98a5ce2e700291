from almen.cli import main

if __name__ == "__main__":
    main()
