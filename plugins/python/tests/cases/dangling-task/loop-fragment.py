loop.create_task(main())
loop.run_forever()
